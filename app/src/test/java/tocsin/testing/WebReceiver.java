package tocsin.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A web server that keeps what is posted to it and answers as it is told. */
public final class WebReceiver implements AutoCloseable {

    /** What was posted. Names of headers as the server writes them: {@code Tocsin-signature}. */
    public record Posted(String path, Map<String, List<String>> headers, String body) {

        public String header(String name) {
            return headers.entrySet().stream()
                    .filter(header -> header.getKey().equalsIgnoreCase(name))
                    .map(header -> header.getValue().getFirst())
                    .findFirst()
                    .orElse(null);
        }
    }

    /** How to answer. */
    public interface Answering {
        void answer(HttpExchange exchange, int count) throws IOException;
    }

    private final HttpServer server;
    private final List<Posted> posted = new CopyOnWriteArrayList<>();
    private volatile Answering answering = (exchange, count) -> answer(exchange, 200, "thanks");

    public WebReceiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        server.createContext("/", this::take);
        server.setExecutor(java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    public String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    public List<Posted> posted() {
        return posted;
    }

    public void answers(Answering how) {
        answering = how;
    }

    public static void answer(HttpExchange exchange, int status, String text) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            posted.add(new Posted(exchange.getRequestURI().toString(), Map.copyOf(exchange.getRequestHeaders()), body));
            answering.answer(exchange, posted.size());
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
