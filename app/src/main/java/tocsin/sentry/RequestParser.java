package tocsin.sentry;

import java.util.List;
import java.util.Locale;
import tocsin.sentry.SentryEvent.Request;
import tocsin.sentry.SentryEvent.Tag;

/** The HTTP request that was being answered; its URL without query and fragment, which have their own place. */
final class RequestParser {

    private static final int MAX_URL = 2048;
    private static final int MAX_METHOD = 32;

    private static final Request NOTHING =
            new Request(null, null, List.of(), null, List.of(), List.of(), null, List.of());

    private RequestParser() {}

    static Request parse(Fields event) {
        return event.object("request", RequestParser::request);
    }

    private static Request request(Fields fields) {
        var sent = fields.text("url", 4 * MAX_URL);
        var hash = sent == null ? -1 : sent.indexOf('#');
        var beforeHash = hash < 0 ? sent : sent.substring(0, hash);
        var mark = beforeHash == null ? -1 : beforeHash.indexOf('?');
        var fragment = fields.text("fragment", MAX_URL);
        var query = PairParser.of(fields, "query_string", '&');
        if (query.isEmpty() && mark >= 0) {
            query = PairParser.split(fields.notes(), "query_string", beforeHash.substring(mark + 1), '&');
        }
        var method = fields.text("method", MAX_METHOD);
        var request = new Request(
                method == null ? null : ForeignText.shorten(method.toUpperCase(Locale.ROOT), MAX_METHOD),
                url(fields, mark < 0 ? beforeHash : beforeHash.substring(0, mark)),
                query,
                fragment == null && hash >= 0 ? shortened(fields, "fragment", sent.substring(hash + 1)) : fragment,
                headers(fields),
                PairParser.of(fields, "cookies", ';'),
                fields.data("data", 7, 8192),
                PairParser.of(fields, "env"));
        return request.equals(NOTHING) ? null : request;
    }

    private static String url(Fields fields, String url) {
        return url == null ? null : shortened(fields, "url", url);
    }

    private static String shortened(Fields fields, String name, String text) {
        fields.notes().enter(name);
        var shortened = fields.shortened(text, MAX_URL);
        fields.notes().leave();
        return shortened.isBlank() ? null : shortened;
    }

    private static List<Tag> headers(Fields fields) {
        return PairParser.of(fields, "headers").stream()
                .map(header -> new Tag(headerName(header.key()), header.value()))
                .toList();
    }

    /** HTTP/2 and some servers write names small; shown are the names that people know. */
    private static String headerName(String name) {
        var shown = new StringBuilder(name.length());
        var first = true;
        for (var i = 0; i < name.length(); i++) {
            var c = name.charAt(i);
            if (Character.isUpperCase(c)) {
                return name;
            }
            shown.append(first ? Character.toUpperCase(c) : c);
            first = c == '-';
        }
        return shown.toString();
    }
}
