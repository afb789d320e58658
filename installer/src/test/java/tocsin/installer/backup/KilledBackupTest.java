package tocsin.installer.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tocsin.installer.host.Processes;
import tocsin.installer.journal.Journal;
import tocsin.installer.report.Refusal;

class KilledBackupTest {

    private static final int KILLED = 128 + 9;
    private static final int MORE_THAN_ALL_STEPS = 60;
    private static final List<String> WAYS = List.of("before", "after", "second");

    @TempDir
    Path directory;

    private DatabaseHost host;

    @BeforeEach
    void start() throws IOException {
        host = DatabaseHost.in(directory.resolve("root"));
        host.fill("aaaaaaaa", 300);
        host.spooled("what waits");
    }

    @AfterEach
    void stop() {
        host.close();
    }

    @Test
    void aBackupAndARestoreThatAreKilledAtEveryStepAreFinishedByTheSameCommand() throws IOException {
        assertThat(killedAtEveryStep("backup", "")).isGreaterThan(8);
        var backups = new Backups(new FolderStore(host.root().resolve("var/lib/tocsin/backup"), "there"));
        assertThat(backups.ids()).hasSize(1);
        assertThat(names("var/lib/tocsin/backup")).isEqualTo(backups.ids());
        host.in("tocsin", "delete from event");

        assertThat(killedAtEveryStep("restore", backups.ids().getFirst())).isGreaterThan(12);

        assertThat(host.events()).isEqualTo(300);
        assertThat(names("var/lib/tocsin").stream().filter(name -> name.contains("restore-")))
                .singleElement()
                .asString()
                .startsWith("before-restore-");
    }

    @Test
    void theWayBackIsGoneToItsEndAsWell() throws IOException {
        var plan = new BackupOrder(host.host(), java.util.Optional.empty(), java.time.Instant.now()).taking();
        plan.steps().forEach(step -> step.carryOut());
        host.fill("aaaaaaaa", 50);
        assertThatThrownBy(() -> new Restored(host).never().carryOut(plan.id())).isInstanceOf(Refusal.class);

        assertThat(killedAtEveryStep("back", plan.id())).isGreaterThan(4);

        assertThat(host.events()).isEqualTo(350);
        assertThat(names("var/lib/tocsin/spool")).hasSize(1);
    }

    /**
     * In turn before a step, after it, when it is done but the journal does not know it, and before the next one: so each is
     * cut off in both ways, and the work goes on.
     */
    private int killedAtEveryStep(String command, String id) {
        int deaths = 0;
        while (run(command, WAYS.get(deaths % WAYS.size()), id) == KILLED) {
            deaths++;
            assertThat(deaths).isLessThan(MORE_THAN_ALL_STEPS);
        }
        var journal = host.host().journal(command.equals("back") ? "restore" : command);
        assertThat(new Journal(journal).unfinished()).isEmpty();
        return deaths;
    }

    private int run(String... arguments) {
        var command = new java.util.ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                KilledBackup.class.getName(),
                host.root().toString()));
        command.addAll(List.of(arguments));
        var outcome = Processes.run(command, Map.of(), "");
        assertThat(outcome.exitCode()).as(outcome.error()).isIn(0, KILLED);
        return outcome.exitCode();
    }

    private List<String> names(String path) throws IOException {
        try (var files = Files.list(host.root().resolve(path))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
