package tocsin.testing;

import java.nio.file.Files;
import java.nio.file.Path;

/** What {@code app/e2e/install} put beside Java. */
public final class Installed {

    private Installed() {}

    public static Path home() {
        var cache = System.getenv().getOrDefault("XDG_CACHE_HOME", System.getProperty("user.home") + "/.cache");
        var home = Path.of(System.getenv().getOrDefault("TOCSIN_E2E_HOME", cache + "/tocsin-e2e"));
        if (!Files.exists(home.resolve("kafka/.installed"))) {
            throw new IllegalStateException(home + " is missing or not finished: run app/e2e/install");
        }
        return home;
    }
}
