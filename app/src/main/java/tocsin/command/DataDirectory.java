package tocsin.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import tocsin.account.Secrets;
import tocsin.account.Tokens;
import tocsin.project.Demo.Wanted;

/** Where {@code tocsin run} keeps everything. */
record DataDirectory(Path path) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String EMAIL = "demo@acme.example";

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

    /** The demo's login and token: made up at the first start, the same at every other. */
    Wanted demo() {
        var file = path.resolve("demo.json");
        try {
            if (!Files.exists(file)) {
                write(file, new Wanted(EMAIL, Secrets.readable(16), Tokens.PREFIX + Secrets.random()));
            }
            var kept = JSON.readTree(file.toFile());
            return new Wanted(
                    kept.required("email").asText(),
                    kept.required("password").asText(),
                    kept.required("token").asText());
        } catch (IOException | IllegalArgumentException e) {
            throw new Refused(file + " cannot be used: " + e.getMessage() + ". Delete it to have a new login made.", e);
        }
    }

    private void write(Path file, Wanted login) throws IOException {
        var json = JSON.createObjectNode()
                .put("email", login.email())
                .put("password", login.password())
                .put("token", login.token());
        var ownersAlone = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        var draft = Files.createTempFile(path, "demo", ".tmp", ownersAlone);
        Files.writeString(draft, json.toPrettyString() + "\n");
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
