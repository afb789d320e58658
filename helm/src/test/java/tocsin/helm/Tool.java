package tocsin.helm;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A program that the tests need; {@code helm/install} puts it there. */
enum Tool {
    HELM_4(home().resolve("helm")),
    KUBECONFORM(home().resolve("kubeconform")),
    /** Of Debian's package prometheus, or wherever the PATH has it. */
    PROMTOOL(Path.of("promtool")),
    /** Of this repository. */
    PACKAGE(Path.of("package").toAbsolutePath());

    private final Path program;

    Tool(Path program) {
        this.program = program;
    }

    record Ended(int code, String out) {}

    static Path home() {
        return Optional.ofNullable(System.getenv("TOCSIN_HELM_HOME"))
                .map(Path::of)
                .orElseGet(() -> Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                        .map(Path::of)
                        .orElse(Path.of(System.getProperty("user.home"), ".cache"))
                        .resolve("tocsin-helm"));
    }

    /** Returns what it printed; fails when the program does. */
    String run(String... arguments) {
        var ended = tried(arguments);
        if (ended.code() != 0) {
            throw new AssertionError(program.getFileName() + " " + String.join(" ", arguments) + "\n" + ended.out());
        }
        return ended.out();
    }

    Ended tried(String... arguments) {
        if (program.isAbsolute() && !Files.isExecutable(program)) {
            throw new AssertionError(program + " is missing; run helm/install");
        }
        var command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            var out = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            return new Ended(process.waitFor(), out);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    program + " does not start; run helm/install, which says what is missing", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
