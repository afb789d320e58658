package tocsin.installer;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tocsin.installer.backup.Verification;
import tocsin.installer.host.Host;
import tocsin.installer.journal.Lock;

@Command(
        name = "verify",
        description = {
            "Restores a backup aside, into a database that nobody sees, and compares it with what was counted when it was"
                    + " made. What runs is not touched.",
            "With --files only the checksums of the files are compared, which needs no key."
        })
final class BackupVerifyCommand extends HostCommand {

    @Parameters(arity = "0..1", paramLabel = "BACKUP", description = "Its name; without it the newest.")
    private Optional<String> id;

    @Option(names = "--from", paramLabel = "PLACE", description = "A directory or s3://bucket/prefix.")
    private Optional<String> place;

    @Option(names = "--identity", paramLabel = "FILE", description = "The secret key of an encrypted backup.")
    private Optional<Path> key;

    @Option(names = "--files", description = "Compares checksums, and restores nothing.")
    private boolean filesOnly;

    @Override
    void carryOut(Host host) {
        host.requireInstallation();
        host.requireRoot();
        try (var lock = Lock.take(host.backupLock())) {
            assert lock != null;
            var found = new Verification(host, place, id, key).carryOut(filesOnly);
            found.forEach(report::answer);
            report.say("Backup " + found.get("id") + " is whole"
                    + (filesOnly ? ": all its files are as they were written." : ", and can be restored."));
        }
    }
}
