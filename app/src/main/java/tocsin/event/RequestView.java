package tocsin.event;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tocsin.sentry.SentryEvent.Request;
import tocsin.web.Pair;

/** The HTTP request that was being answered, to read and to send again. */
public record RequestView(
        String method,
        String url,
        List<Pair> query,
        List<Pair> headers,
        List<Pair> cookies,
        List<Pair> env,
        LongText body,
        String curl) {

    /** Null when there was none. */
    static RequestView of(Request request) {
        if (request == null) {
            return null;
        }
        return new RequestView(
                request.method() == null ? "GET" : request.method(),
                request.url() == null ? "" : request.url(),
                PairTable.of(request.query()),
                PairTable.of(request.headers()),
                PairTable.of(request.cookies()),
                PairTable.of(request.env()),
                LongText.of(request.data()),
                curl(request));
    }

    private static String curl(Request request) {
        if (request.url() == null) {
            return "";
        }
        var query = request.query().stream()
                .map(pair -> encoded(pair.key()) + "=" + encoded(pair.value()))
                .collect(Collectors.joining("&"));
        var url = request.url() + (query.isEmpty() || request.url().contains("?") ? "" : "?" + query);
        var method = request.method() == null || request.method().equals("GET")
                ? Stream.<String>of()
                : Stream.of("-X " + quoted(request.method()));
        // curl counts the length itself, and the host is in the URL.
        var headers = request.headers().stream()
                .filter(header -> !header.key().equalsIgnoreCase("content-length")
                        && !header.key().equalsIgnoreCase("host"))
                .map(header -> "-H " + quoted(header.key() + ": " + header.value()));
        var cookies = request.cookies().isEmpty()
                ? Stream.<String>of()
                : Stream.of("-b "
                        + quoted(request.cookies().stream()
                                .map(cookie -> cookie.key() + "=" + cookie.value())
                                .collect(Collectors.joining("; "))));
        var body = request.data() == null || request.data().isNull()
                ? Stream.<String>of()
                : Stream.of("--data-raw " + quoted(LongText.of(request.data()).shown()));
        return Stream.of(Stream.of("curl " + quoted(url)), method, headers, cookies, body)
                .flatMap(part -> part)
                .collect(Collectors.joining(" \\\n  "));
    }

    /** For a POSIX shell: nothing within single quotes means anything but the quote itself. */
    private static String quoted(String text) {
        return "'" + (text == null ? "" : text.replace("'", "'\\''")) + "'";
    }

    private static String encoded(String text) {
        return text == null ? "" : java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8);
    }
}
