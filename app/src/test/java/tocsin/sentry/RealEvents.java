package tocsin.sentry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The events that real SDKs sent. */
public final class RealEvents {

    private RealEvents() {}

    /** An event's file, called by folder and name. */
    public record Sample(String name, byte[] json) {

        @Override
        public String toString() {
            return name;
        }
    }

    public static List<Sample> all() {
        try {
            var folder = Path.of(RealEvents.class.getResource("/events").toURI());
            try (var files = Files.walk(folder)) {
                return files.filter(file -> file.toString().endsWith(".json"))
                        .sorted()
                        .map(file -> new Sample(folder.relativize(file).toString(), bytes(file)))
                        .toList();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Those of no more than so many bytes. */
    public static List<byte[]> shorterThan(int bytes) {
        return all().stream()
                .map(Sample::json)
                .filter(json -> json.length <= bytes)
                .toList();
    }

    public static byte[] one(String name) {
        return all().stream()
                .filter(sample -> sample.name.equals(name))
                .findFirst()
                .orElseThrow()
                .json;
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
