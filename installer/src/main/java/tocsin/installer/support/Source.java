package tocsin.installer.support;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
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

    static Source page(String name, String address) {
        return new Source(name, address, () -> {
            var connection = URI.create(address).toURL().openConnection();
            connection.setConnectTimeout(2_000);
            connection.setReadTimeout(10_000);
            return connection.getInputStream();
        });
    }
}
