package tocsin.journey;

import java.nio.file.Files;
import java.nio.file.Path;
import tocsin.testing.Installed;

/** Where {@code app/e2e/install} put the SDKs and the browser's driver. */
final class Tools {

    static final Path HOME = Installed.home();
    static final Path JAVASCRIPT = HOME.resolve("javascript");
    static final Path CLI = HOME.resolve("cli");
    static final Path PYTHON = HOME.resolve("python");
    static final Path GO = HOME.resolve("go");
    static final Path CHROMIUM = Path.of(System.getenv().getOrDefault("TOCSIN_CHROMIUM", "/usr/bin/chromium"));

    private Tools() {}

    /** A program on the PATH. */
    static Path command(String name) {
        for (var folder : System.getenv("PATH").split(":")) {
            var candidate = Path.of(folder, name);
            if (Files.isExecutable(candidate)) {
                return candidate;
            }
        }
        throw new IllegalStateException(name + " is not on the PATH: app/e2e/install says what is missing");
    }
}
