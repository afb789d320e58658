package tocsin.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.function.Supplier;

/** Where {@code tocsin run} keeps everything. */
record DataDirectory(Path path) {

    private static final ObjectMapper JSON = new ObjectMapper();

    DataDirectory {
        path = path.toAbsolutePath().normalize();
    }

    static Path byDefault() {
        return Optional.ofNullable(System.getenv("XDG_DATA_HOME"))
                .filter(value -> !value.isBlank())
                .map(Path::of)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".local", "share"))
                .resolve("tocsin");
    }

    /** The demo's login and token as they were made at the first start. */
    Demo demo(Supplier<Demo> firstStart) {
        var file = path.resolve("demo.json");
        try {
            if (Files.exists(file)) {
                return Demo.of(JSON.readTree(file.toFile()));
            }
            var demo = firstStart.get();
            var draft = Files.createTempFile(
                    path,
                    "demo",
                    ".tmp",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(draft, demo.kept().toPrettyString() + "\n");
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
            return demo;
        } catch (IOException e) {
            throw new Refused(file + " cannot be used: " + e.getMessage(), e);
        }
    }
}
