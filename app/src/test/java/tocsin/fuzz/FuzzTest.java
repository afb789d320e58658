package tocsin.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A minute in all of what {@code make fuzz} does for as long as one likes, and every input again that ever broke something. */
class FuzzTest {

    private static final int SECONDS = 60;

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource
    void whatOnceFailedNoLongerDoes(Target target) throws IOException, URISyntaxException {
        for (var file : kept(target)) {
            try {
                Bounds.check(target.make(), Files.readAllBytes(file));
            } catch (RuntimeException | Error e) {
                throw new AssertionError(target.lowerName() + "/" + file.getFileName(), e);
            }
        }
        for (var seed : target.make().seeds()) {
            Bounds.check(target.make(), seed);
        }
    }

    /** The files are named after what was wrong. */
    private static List<Path> kept(Target target) throws IOException, URISyntaxException {
        var resource = FuzzTest.class.getResource("/fuzz/" + target.lowerName());
        if (resource == null) {
            return List.of();
        }
        try (var files = Files.list(Path.of(resource.toURI()))) {
            return files.sorted().toList();
        }
    }

    /** One process for all: to begin takes longer than a target's share. */
    @Test
    void noInputBreaksAnything() throws IOException, InterruptedException {
        var log = folder.resolve("log");
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+EnableDynamicAgentLoading",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                Fuzz.class.getName(),
                Target.ALL));
        command.addAll(List.of("--seed", "1", "--seconds", "" + SECONDS, "--folder", folder.toString()));
        var process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue()).as(() -> told(log)).isZero();
        assertThat(told(log)).containsPattern("Done \\d+ runs");
        for (var target : Target.values()) {
            assertThat(told(log)).containsPattern("tried " + target.lowerName() + " \\d\\d\\d+ times");
        }
    }

    private static String told(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
