package tocsin.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;

/** A person who has logged in, or a program with a token, and asks for the same address again and again. */
final class Visitor {

    private static final Pattern HIDDEN = Pattern.compile("<input[^>]*type=\"hidden\"[^>]*>");
    private static final Pattern NAME = Pattern.compile("name=\"([^\"]*)\"");
    private static final Pattern VALUE = Pattern.compile("value=\"([^\"]*)\"");

    private final URI site;
    private final String authentication;

    private Visitor(URI site, String authentication) {
        this.site = site;
        this.authentication = authentication;
    }

    static Visitor withToken(Server server) {
        return new Visitor(
                server.url(), "Authorization: Bearer " + server.text("token") + "\r\nAccept: application/json");
    }

    /** Logs in through the form, hidden fields and all. */
    static Visitor loggedIn(URI login, String nameField, String name, String passwordField, String password)
            throws IOException, InterruptedException {
        var cookies = new CookieManager();
        var http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .cookieHandler(cookies)
                .build();
        var site = login.resolve("/");
        var form = http.send(HttpRequest.newBuilder(login).build(), BodyHandlers.ofString())
                .body();
        var hidden = HIDDEN.matcher(form)
                .results()
                .map(field -> field(first(NAME, field.group()), first(VALUE, field.group())) + "&")
                .collect(Collectors.joining());
        var fields = hidden + field(nameField, name) + "&" + field(passwordField, password);
        var answer = http.send(
                HttpRequest.newBuilder(login)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("Origin", "http://" + site.getAuthority())
                        .POST(BodyPublishers.ofString(fields))
                        .build(),
                BodyHandlers.ofString());
        if (answer.statusCode() >= 400) {
            throw new IOException("cannot log in: " + answer.statusCode() + " " + answer.body());
        }
        var kept = cookies.getCookieStore().getCookies().stream()
                .map(cookie -> cookie.getName() + "=" + cookie.getValue())
                .collect(Collectors.joining("; "));
        return new Visitor(site, "Cookie: " + kept + "\r\nAccept: text/html");
    }

    /** How long the answer took, in microseconds, first byte to last, over {@code times} requests one after another. */
    Histogram ask(String path, int times) throws IOException {
        var head = "GET %s HTTP/1.1\r\nHost: %s\r\n%s\r\n"
                .formatted(path, site.getAuthority(), authentication)
                .getBytes(US_ASCII);
        var micros = new Histogram(3);
        try (var connection = new Connection(site.getPort())) {
            for (var i = -times / 4; i < times; i++) {
                var from = System.nanoTime();
                var answer = connection.ask(head, new byte[0]);
                if (answer.status() != 200) {
                    throw new IOException(path + " answered " + answer.status());
                }
                if (i >= 0) {
                    micros.recordValue((System.nanoTime() - from) / 1000);
                }
            }
        }
        return micros;
    }

    /** What the address shows. */
    String read(String path) throws IOException {
        var head = "GET %s HTTP/1.1\r\nHost: %s\r\n%s\r\n"
                .formatted(path, site.getAuthority(), authentication)
                .getBytes(US_ASCII);
        try (var connection = new Connection(site.getPort())) {
            return new String(connection.ask(head, new byte[0]).body(), UTF_8);
        }
    }

    private static String first(Pattern pattern, String text) {
        var found = pattern.matcher(text);
        return found.find() ? found.group(1) : "";
    }

    private static String field(String name, String value) {
        return URLEncoder.encode(name, UTF_8) + "=" + URLEncoder.encode(value, UTF_8);
    }
}
