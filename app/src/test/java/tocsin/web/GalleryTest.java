package tocsin.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.qute.RawString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every tag on a sample page. Look at {@code target/gallery}; the test only sees that they render. */
class GalleryTest {

    private static final Path TARGET = Path.of("target/gallery");
    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private static final Random RANDOM = new Random(7);

    /** What {@link Frame} says, for somebody who stands in a project. */
    public record SampleFrame(
            String person,
            String csrf,
            Place organization,
            Place project,
            List<Place> organizations,
            List<Place> projects,
            int unlisted,
            List<Place> crumbs,
            String nav,
            String query,
            List<Pair> kept,
            String home,
            String theme,
            boolean folded,
            List<String> messages) {}

    public record Row(
            long id,
            String shortId,
            String level,
            String status,
            String type,
            String value,
            String culprit,
            String project,
            String environment,
            Spark spark,
            long events,
            long users,
            Instant firstSeen,
            Instant lastSeen,
            Boolean unseen) {}

    @ParameterizedTest
    @ValueSource(strings = {"issues", "issue", "start", "settings", "login", "missing", "empty"})
    void thePageRenders(String page) throws IOException {
        assertThat(draw(page)).contains("<main").doesNotContain("NOT_FOUND").doesNotContain(" style=");
    }

    /** Draws them again without a build, for somebody who changes a template and looks. */
    public static void main(String... pages) throws IOException {
        for (var page : pages) {
            draw(page);
        }
    }

    private static String draw(String page) throws IOException {
        Files.createDirectories(TARGET);
        var html = new Gallery(frame(page)).render(page, data());
        Files.writeString(TARGET.resolve(page + ".html"), html);
        return html;
    }

    private static SampleFrame frame(String page) {
        var acme = new Place("Acme", "/acme", true);
        var web = new Place("web", "/acme/web", true);
        var crumbs =
                switch (page) {
                    case "issue" -> List.of(Place.of("Issues", "/acme/web/issues"), Place.of("WEB-1A", "#"));
                    case "start" -> List.of(Place.of("Set up", "#"));
                    case "settings" -> List.of(Place.of("Settings", "#"), Place.of("Keys", "#"));
                    default -> List.of(Place.of("Issues", "#"));
                };
        return new SampleFrame(
                page.equals("login") ? "" : "ada@example.org",
                "csrf",
                page.equals("login") || page.equals("missing") ? null : acme,
                web,
                List.of(acme, Place.of("Globex", "/globex")),
                List.of(
                        Place.of("checkout", "/acme/checkout/issues"),
                        Place.of("ios", "/acme/ios/issues"),
                        new Place("web", "/acme/web/issues", true),
                        Place.of("worker", "/acme/worker/issues")),
                12,
                crumbs,
                switch (page) {
                    case "start" -> "START";
                    case "settings" -> "SETTINGS";
                    default -> "ISSUES";
                },
                page.startsWith("issues") ? "is:unresolved" : "",
                List.of(),
                "/acme/web",
                "system",
                false,
                page.equals("settings") ? List.of("The key “Browser” was made.") : List.of());
    }

    /** As {@code {#histogram}} reads it. */
    private static Map<String, Object> histogram() {
        return Map.of(
                "width",
                12,
                "span",
                "48 hours",
                "bars",
                List.of(
                        Map.of("x", 0, "y", 0, "height", 28, "title", "9 events", "href", "#", "here", true),
                        Map.of("x", 6, "y", 20, "height", 8, "title", "3 events", "href", "#", "here", false)));
    }

    private static Map<String, Object> data() {
        return Map.ofEntries(
                Map.entry("rows", rows()),
                Map.entry("dsn", "http://6f1a3d0c58b24c0b9d3a1be7f40c2d11@127.0.0.1:8080/1"),
                Map.entry("now", NOW),
                Map.entry("hourAgo", NOW.minusSeconds(4_000)),
                Map.entry("daysAgo", NOW.minusSeconds(86_400 * 12)),
                Map.entry("events", 12_873L),
                Map.entry("users", 1_204L),
                Map.entry("spark", spark(24, 400)),
                Map.entry("histogram", histogram()),
                Map.entry("lines", lines()),
                Map.entry("variables", variables()),
                Map.entry(
                        "request",
                        List.of(
                                new Pair("Method", "POST"),
                                new Pair("URL", "https://shop.example.org/cart/checkout?coupon=SPRING"),
                                new Pair("Content-Type", "application/json"),
                                new Pair(
                                        "User-Agent",
                                        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)"))),
                Map.entry(
                        "browsers",
                        List.of(
                                new Share("Chrome 141", 7_400, 57, "#"),
                                new Share("Safari 26", 3_100, 24, "#"),
                                new Share("Firefox 144", 1_900, 15, "#"),
                                new Share("Other", 473, 4, "#"))),
                Map.entry(
                        "environments",
                        List.of(new Share("production", 12_100, 94, "#"), new Share("staging", 773, 6, "#"))),
                Map.entry(
                        "reasons",
                        List.of(
                                new Reason("exception", "PaymentFailed", true),
                                new Reason("frame", "shop.checkout.Payment in charge", true),
                                new Reason("frame", "shop.checkout.Cart in checkout", true),
                                new Reason("message", "order <int> could not be charged", false))));
    }

    private static List<Row> rows() {
        var texts = List.of(
                List.of(
                        "error",
                        "PaymentFailed",
                        "order 42 could not be charged: card declined by issuer (do_not_honor)",
                        "shop.checkout.Payment in charge",
                        "web"),
                List.of("fatal", "OutOfMemoryError", "Java heap space", "shop.report.Pdf in render", "worker"),
                List.of(
                        "error",
                        "TypeError",
                        "Cannot read properties of undefined (reading 'price')",
                        "app/routes/cart.tsx in CartLine",
                        "web"),
                List.of(
                        "warning",
                        "SlowQuery",
                        "select * from line_item where order_id in (…) took 4.2 s",
                        "shop.order.OrderSql in lines",
                        "checkout"),
                List.of(
                        "error",
                        "django.db.utils.OperationalError",
                        "could not connect to server: Connection refused",
                        "orders/views.py in list_orders",
                        "web"),
                List.of(
                        "error",
                        "ConnectionResetError",
                        "[Errno 104] Connection reset by peer",
                        "urllib3.connectionpool in _make_request",
                        "worker"),
                List.of(
                        "info",
                        "FeatureFlagMissing",
                        "flag new-cart is not known; using the default",
                        "app/flags.ts in isEnabled",
                        "web"),
                List.of(
                        "error",
                        "NullReferenceException",
                        "Object reference not set to an instance of an object.",
                        "Shop.Basket.Total in Add",
                        "checkout"),
                List.of("debug", "Cache miss", "basket:9120", "", "web"),
                List.of(
                        "fatal",
                        "SIGSEGV",
                        "Segfault: attempt to dereference garbage pointer at 0x10",
                        "libshop.so in render_receipt",
                        "ios"),
                List.of(
                        "error",
                        "UnhandledRejection",
                        "Non-Error promise rejection captured with value: timeout",
                        "app/sync.ts in pull",
                        "ios"));
        var rows = new ArrayList<Row>();
        for (var i = 0; i < texts.size(); i++) {
            var text = texts.get(i);
            var events = (long) Math.pow(10, 4.6 - i * 0.4) + 3 - i % 3;
            rows.add(new Row(
                    i + 1,
                    text.get(4).toUpperCase(java.util.Locale.ROOT) + "-" + (char) ('1' + i % 9) + (char) ('A' + i),
                    text.get(0),
                    i == 5 ? "resolved" : i == 8 ? "muted" : "unresolved",
                    text.get(1),
                    text.get(2),
                    text.get(3).isEmpty() ? null : text.get(3),
                    text.get(4),
                    i % 4 == 3 ? "staging" : "production",
                    spark(24, (int) Math.min(events, 300)),
                    Math.max(1, events),
                    Math.max(0, events / 9),
                    NOW.minusSeconds(86_400L * (i * i + 1)),
                    NOW.minusSeconds(40L + i * i * 1_900L),
                    i < 2 ? Boolean.TRUE : null));
        }
        return rows;
    }

    private static Spark spark(int bars, int most) {
        var phase = RANDOM.nextDouble() * 6;
        return new Spark(
                LongStream.range(0, bars)
                        .map(i -> Math.max(
                                0, Math.round((Math.sin(i / 3.0 + phase) + RANDOM.nextDouble() - 0.3) * most / 2)))
                        .boxed()
                        .toList(),
                "24 hours");
    }

    private static List<CodeLine> lines() {
        var source = List.of(
                "    <i class=\"k\">def</i> <i class=\"f\">charge</i>(self, order: <i class=\"t\">Order</i>) -&gt; <i class=\"t\">Receipt</i>:",
                "        <i class=\"c\"># The gateway answers within two seconds or not at all.</i>",
                "        <i class=\"k\">try</i>:",
                "            answer = self.gateway.post(<i class=\"s\">\"/charges\"</i>, order.total, timeout=<i class=\"n\">2</i>)",
                "        <i class=\"k\">except</i> <i class=\"t\">GatewayTimeout</i> <i class=\"k\">as</i> cause:",
                "            <i class=\"k\">raise</i> <i class=\"t\">PaymentFailed</i>(<i class=\"s\">f\"order {order.id} could not be charged\"</i>) <i class=\"k\">from</i> cause",
                "        <i class=\"k\">return</i> <i class=\"t\">Receipt</i>.of(answer)",
                "",
                "    <i class=\"k\">def</i> <i class=\"f\">refund</i>(self, receipt: <i class=\"t\">Receipt</i>) -&gt; <i class=\"k\">None</i>:");
        var lines = new ArrayList<CodeLine>();
        for (var i = 0; i < source.size(); i++) {
            lines.add(new CodeLine(112 + i, new RawString(source.get(i)), i == 5));
        }
        return lines;
    }

    private static List<Pair> variables() {
        return List.of(
                new Pair("self", "<shop.payment.Payment object at 0x7f3a>"),
                new Pair("order", "Order(id=42, total=Decimal('19.90'), currency='EUR')"),
                new Pair("cause", "GatewayTimeout('no answer from the gateway for order 42')"),
                new Pair(
                        "headers",
                        "{'Authorization': '[Filtered]', 'Idempotency-Key': '42-1', "
                                + "'X-Trace': 'b3b0a9f0c1d24ad6a6c60bb9f57e2c0f-a6c60bb9f57e2c0f-1', ".repeat(4)
                                + "}"));
    }
}
