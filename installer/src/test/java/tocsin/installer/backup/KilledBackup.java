package tocsin.installer.backup;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import tocsin.installer.journal.Death;
import tocsin.installer.journal.Journal;
import tocsin.installer.journal.Work;
import tocsin.installer.report.Report;

/** A process that makes a backup, restores one or goes back, and dies at the first step that it carries out. */
final class KilledBackup {

    private KilledBackup() {}

    public static void main(String... arguments) {
        var host = DatabaseHost.at(Path.of(arguments[0]));
        var death = new Death(arguments[2]);
        if (arguments[1].equals("backup")) {
            var plan = new BackupOrder(host.host(), Optional.empty(), Instant.now()).taking();
            new Work(new Journal(host.host().journal("backup")), death, new Report("backup"))
                    .carryOut(plan.parameters(), plan.steps());
            return;
        }
        var restored = new Restored(host, true, death, Optional.empty());
        if (arguments[1].equals("restore")) {
            restored.carryOut(arguments[3]);
        } else {
            var plan = restored.plan(arguments[3]);
            new Work(new Journal(host.host().journal("restore")), death, new Report("restore"))
                    .carryOut(plan.parameters(), plan.back());
        }
    }
}
