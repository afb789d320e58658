package tocsin.installer.support;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import tocsin.installer.host.Processes;

/**
 * One file of the bundle, and where it comes from.
 *
 * @param from in words, for whoever wants to know beforehand
 */
record Source(String name, String from, Opening opening) {

    private static final int PATIENCE_MILLIS = 10_000;

    /** Opens what is to be read. */
    @FunctionalInterface
    interface Opening {
        InputStream open() throws IOException;
    }

    static Source file(String name, String seen, Path file) {
        return new Source(name, seen, () -> Files.newInputStream(file));
    }

    /** What a program says on standard output; while it is read, and no longer, it runs. */
    static Source command(String name, String... command) {
        return new Source(name, String.join(" ", command), () -> Processes.stream(List.of(command)));
    }

    /** What is small enough to be made at once. */
    static Source text(String name, String from, Supplier<String> text) {
        return new Source(name, from, () -> new ByteArrayInputStream(text.get().getBytes(StandardCharsets.UTF_8)));
    }

    /** What a server on this host answers to a plain question, head included. */
    static Source page(String name, int port, String path) {
        return new Source(name, "http://127.0.0.1:" + port + path, () -> {
            // Not a URL, whose protocol would be in the executable for this alone.
            var socket = new Socket();
            socket.connect(new InetSocketAddress("127.0.0.1", port), PATIENCE_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream()
                    .write(("GET " + path + " HTTP/1.0\r\nHost: localhost\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return socket.getInputStream();
        });
    }
}
