package tocsin.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tocsin.account.Secrets;
import tocsin.account.Tokens;
import tocsin.config.Setting;
import tocsin.config.Settings;
import tocsin.project.Demo.Wanted;

/** Where {@code tocsin run} keeps everything. */
record DataDirectory(Path path) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ENVIRONMENT = "environment";
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
            throw new CommandRefused(
                    file + " cannot be used: " + e.getMessage() + ". Restore it, or delete it and give " + EMAIL
                            + " a new password with `tocsin user password`.",
                    e);
        }
    }

    /** For the commands that work on the instance while it runs; the passwords in it end with the next start. */
    void keep(Settings settings) {
        var lines = settings.all().stream()
                .filter(setting -> !setting.source().equals(Setting.BY_DEFAULT))
                .map(setting -> setting.option().environmentName() + "="
                        + setting.value().orElse(""))
                .collect(Collectors.joining("\n", "", "\n"));
        try {
            write(path.resolve(ENVIRONMENT), lines);
        } catch (IOException e) {
            throw new CommandRefused(path + " cannot be written: " + e.getMessage(), e);
        }
    }

    /** What {@link #keep} kept, over an environment. */
    Map<String, String> over(Map<String, String> environment) {
        var both = new HashMap<>(environment);
        try {
            for (var line : Files.readAllLines(path.resolve(ENVIRONMENT))) {
                var parts = line.split("=", 2);
                both.put(parts[0], parts[1]);
            }
            return both;
        } catch (IOException e) {
            throw new CommandRefused("No instance was ever started on " + path + " (tocsin run --data DIR).", e);
        }
    }

    boolean wasStarted() {
        return Files.isReadable(path.resolve(ENVIRONMENT));
    }

    private void write(Path file, Wanted login) throws IOException {
        var json = JSON.createObjectNode()
                .put("email", login.email())
                .put("password", login.password())
                .put("token", login.token());
        write(file, json.toPrettyString() + "\n");
    }

    private void write(Path file, String text) throws IOException {
        var ownersAlone = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        var draft = Files.createTempFile(path, "new", ".tmp", ownersAlone);
        Files.writeString(draft, text);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
