package tocsin.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Secrets that a service manager hands over as files, as systemd does by LoadCredential: no process's environment has them. */
public final class Credentials {

    private static final String DIRECTORY = "CREDENTIALS_DIRECTORY";

    private Credentials() {}

    /** The name of the file that holds the option's value: {@code database-url} for TOCSIN_DATABASE_URL. */
    public static String fileName(Option option) {
        return option.environmentName()
                .replaceFirst("^TOCSIN_", "")
                .toLowerCase(Locale.ROOT)
                .replace('_', '-');
    }

    /** What the file says; none where there is no such file. */
    static Optional<String> read(Option option, Map<String, String> environment) {
        return Optional.ofNullable(environment.get(DIRECTORY))
                .map(directory -> Path.of(directory).resolve(fileName(option)))
                .filter(file -> option.isSecret() && Files.exists(file))
                .map(file -> {
                    try {
                        return Files.readString(file);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
    }
}
