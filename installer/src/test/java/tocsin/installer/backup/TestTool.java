package tocsin.installer.backup;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A program that installer/install-tools has put into place. */
final class TestTool {

    private TestTool() {}

    static String path(String name) {
        var home = Optional.ofNullable(System.getenv("TOCSIN_INSTALLER_TOOLS"))
                .map(Path::of)
                .orElseGet(() -> Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                        .map(Path::of)
                        .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache"))
                        .resolve("tocsin-installer"));
        var program = home.resolve(name);
        if (!Files.isExecutable(program)) {
            throw new AssertionError(program + " is not there: run installer/install-tools");
        }
        return program.toString();
    }
}
