package tocsin.installer.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tocsin.installer.bundle.TestBundle;
import tocsin.installer.host.Host;
import tocsin.installer.host.Processes;

class KilledInstallTest {

    private static final int KILLED = 128 + 9;
    private static final int MORE_THAN_ALL_STEPS = 60;

    @TempDir
    Path directory;

    @Test
    void anInstallationThatIsKilledAtEveryStepIsFinishedByTheSameCommand() throws IOException {
        var bundle = TestBundle.in(directory);
        install(directory.resolve("undisturbed"), bundle, "never");

        var killed = directory.resolve("killed");
        int deaths = 0;
        // Before and after in turn: killed before, the next run goes through that step and dies right after it.
        while (install(killed, bundle, deaths % 2 == 0 ? "before" : "after") == KILLED) {
            deaths++;
            assertThat(new Journal(new Host(killed).journal("install")).interruptedAt())
                    .isPresent();
            assertThat(deaths).isLessThan(MORE_THAN_ALL_STEPS);
        }

        assertThat(deaths).isGreaterThan(20);
        assertThat(new Journal(new Host(killed).journal("install")).unfinished())
                .isEmpty();
        assertThat(contents(killed)).isEqualTo(contents(directory.resolve("undisturbed")));
    }

    private static int install(Path root, TestBundle bundle, String when) {
        var command = List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                KilledInstall.class.getName(),
                root.toString(),
                bundle.directory().toString(),
                when);
        var outcome = Processes.run(command, Map.of(), "");
        assertThat(outcome.exitCode()).as(outcome.lastLine()).isIn(0, KILLED);
        return outcome.exitCode();
    }

    /** Every file with its mode and content, but for what tells the time. */
    private static Map<String, String> contents(Path root) throws IOException {
        var contents = new TreeMap<String, String>();
        try (var walk = Files.walk(root)) {
            for (var path : (Iterable<Path>) walk::iterator) {
                var name = root.relativize(path).toString();
                if (name.startsWith("var/lib/tocsin/journal/")) {
                    continue;
                }
                var mode = Files.getAttribute(path, "unix:mode", java.nio.file.LinkOption.NOFOLLOW_LINKS);
                var content = Files.isSymbolicLink(path)
                        ? Files.readSymbolicLink(path).toString()
                        : Files.isDirectory(path) ? "" : Files.readString(path, StandardCharsets.ISO_8859_1);
                contents.put(name, mode + " " + content);
            }
        }
        return contents;
    }
}
