package tocsin.installer;

import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tocsin.installer.backup.BackupKey;
import tocsin.installer.host.Host;
import tocsin.installer.report.Code;
import tocsin.installer.report.Refusal;

@Command(
        name = "key",
        description = {
            "Makes a key for encrypted backups, and says what belongs into BACKUP_RECIPIENT in /etc/tocsin/backup.env.",
            "The file is needed to restore and is nowhere else: keep it away from this host, and more than once."
        })
final class BackupKeyCommand extends HostCommand {

    @Parameters(paramLabel = "FILE", description = "Where to write the secret key; nothing may be there yet.")
    private Path file;

    @Override
    void carryOut(Host host) {
        if (Files.exists(file)) {
            throw new Refusal(Code.E507, file + " is there already", "Name a file that is not there.");
        }
        var key = BackupKey.create();
        key.write(file);
        report.answer("recipient", key.recipient());
        report.changed("write the secret key to " + file);
        report.say("BACKUP_RECIPIENT=" + key.recipient());
    }
}
