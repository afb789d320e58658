package tocsin.installer.doctor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import tocsin.installer.host.Contents;
import tocsin.installer.host.Host;

/** What the canary flies with: a DSN, a token that may read, and the project as addresses name it. */
public record CanaryCredential(Host host) {

    static final String DSN = "SENTRY_DSN";
    static final String TOKEN = "SENTRY_AUTH_TOKEN";
    static final String PROJECT = "PROJECT";
    /** Where the server is reached instead of directly, if the operator has written that. */
    static final String AT = "AT";

    public Path file() {
        return host.credentials().resolve("canary");
    }

    public void write(String dsn, String token, String project) {
        new Contents(file(), DSN + "=" + dsn + "\n" + TOKEN + "=" + token + "\n" + PROJECT + "=" + project + "\n")
                .mode("rw-------")
                .write();
    }

    Map<String, String> values() {
        try {
            var values = new HashMap<String, String>();
            for (var line : Files.readAllLines(file())) {
                var pair = line.split("=", 2);
                if (pair.length == 2) {
                    values.put(pair[0].strip(), pair[1].strip());
                }
            }
            return values;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
