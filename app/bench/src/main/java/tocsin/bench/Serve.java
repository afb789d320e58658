package tocsin.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A process of {@code tocsin serve}. */
final class Serve implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 60;

    private final Process process;
    private final int port;

    private Serve(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** @param environment where its database is, and what else differs from this process's own */
    static Serve start(Path executable, Map<String, String> environment, ProcessBuilder.Redirect log)
            throws IOException {
        var port = Server.freePort();
        var command = new ArrayList<>(Server.words(executable));
        command.add("serve");
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log);
        builder.environment().put("TOCSIN_PORT", String.valueOf(port));
        builder.environment().put("TOCSIN_MANAGEMENT_PORT", "0");
        builder.environment().put("TOCSIN_DRAIN", "0s");
        builder.environment().putAll(environment);
        return new Serve(builder.start(), port);
    }

    int port() {
        return port;
    }

    void awaitReady() throws IOException, InterruptedException {
        var from = System.nanoTime();
        while (!ready(port)) {
            if (!process.isAlive() || System.nanoTime() - from > TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)) {
                throw new IOException("tocsin serve did not become ready");
            }
            Thread.sleep(1);
        }
    }

    private static boolean ready(int port) {
        try (var connection = new Connection(port)) {
            return connection
                            .ask("GET /ready HTTP/1.1\r\nHost: 127.0.0.1\r\n".getBytes(), new byte[0])
                            .status()
                    == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** Ends it without a word, as a crash does. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
