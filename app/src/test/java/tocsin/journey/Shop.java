package tocsin.journey;

import com.microsoft.playwright.options.ColorScheme;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The program whose checkout fails, in every language; its browser part is a site of its own, so CORS is real. */
final class Shop implements AutoCloseable {

    private static final Map<String, String> TYPES =
            Map.of("html", "text/html; charset=utf-8", "js", "text/javascript; charset=utf-8");

    private final HttpServer site;
    private final Chromium chromium;

    Shop(Chromium chromium) {
        this.chromium = chromium;
        try {
            site = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        site.createContext("/", exchange -> {
            var name = exchange.getRequestURI().getPath().substring(1);
            var file = Tools.JAVASCRIPT.resolve(name).normalize();
            var found = name.startsWith("browser.") && Files.exists(file);
            var body = found ? Files.readAllBytes(file) : new byte[0];
            exchange.getResponseHeaders()
                    .set("Content-Type", TYPES.getOrDefault(name.replaceFirst(".*\\.", ""), "text/plain"));
            exchange.sendResponseHeaders(found ? 200 : 404, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        site.start();
    }

    /** Lets the checkout fail once and returns when the SDK says that it has sent the event. */
    Sdk.Sent fail(Sdk sdk, String dsn) throws Exception {
        return sdk == Sdk.BROWSER ? inBrowser(dsn) : asProcess(sdk, dsn);
    }

    private Sdk.Sent inBrowser(String dsn) throws IOException {
        var page = chromium.desk(ColorScheme.LIGHT);
        page.navigate("http://127.0.0.1:" + site.getAddress().getPort() + "/browser.html?dsn="
                + URLEncoder.encode(dsn, StandardCharsets.UTF_8));
        page.click("#pay");
        var said = page.evaluate("async () => JSON.stringify(await report())").toString();
        page.context().close();
        return sent(Sdk.BROWSER, said);
    }

    /** As {@link #fail}, for those that need no browser. */
    static Sdk.Sent asProcess(Sdk sdk, String dsn) throws IOException, InterruptedException {
        return sent(sdk, run(sdk, sdk.command(dsn)));
    }

    /** What a program says that ends well. */
    static String run(Sdk sdk, List<String> command) throws IOException, InterruptedException {
        var errors = Files.createTempFile("shop", ".err");
        var process = new ProcessBuilder(command)
                .directory(sdk.folder().toFile())
                .redirectError(errors.toFile())
                .start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new AssertionError(sdk.label + " failed: " + said + Files.readString(errors));
        }
        return said;
    }

    private static Sdk.Sent sent(Sdk sdk, String said) throws IOException {
        var json = Tocsin.JSON.readTree(said);
        if (!json.path("delivered").asBoolean(true)) {
            throw new AssertionError(sdk.label + " could not deliver: " + said);
        }
        return new Sdk.Sent(
                json.required("sdk").asText(),
                json.required("version").asText(),
                json.required("eventId").asText());
    }

    @Override
    public void close() {
        site.stop(0);
    }
}
