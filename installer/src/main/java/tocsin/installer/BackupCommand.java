package tocsin.installer;

import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tocsin.installer.backup.BackupOrder;
import tocsin.installer.host.Host;

@Command(
        name = "backup",
        description = {
            "Makes a backup while everything works: the database with all events and attachments, what waits in the spool,"
                    + " the settings and the secrets.",
            "It counts as one when all of it is there; only then are those removed that are kept no longer."
        },
        subcommands = {
            BackupListCommand.class,
            BackupVerifyCommand.class,
            BackupPruneCommand.class,
            BackupScheduleCommand.class,
            BackupKeyCommand.class
        })
final class BackupCommand extends HostCommand {

    @Mixin
    private Rehearsal rehearsal;

    @Option(
            names = "--to",
            paramLabel = "PLACE",
            description = "A directory or s3://bucket/prefix, instead of BACKUP_DESTINATION in /etc/tocsin/backup.env.")
    private Optional<String> destination;

    @Override
    boolean isRehearsed() {
        return rehearsal.isWanted();
    }

    @Override
    void carryOut(Host host) {
        host.requireInstallation();
        var order = new BackupOrder(host, destination, Instant.now());
        report.found(order.findings());
        if (report.isForbidden()) {
            return;
        }
        var plan = order.taking();
        work(host, host.backupLock(), "backup", plan.parameters(), plan.steps());
        if (!isRehearsed()) {
            var backup = order.describe(plan.id());
            report.answer("backup", backup);
            report.say(BackupListCommand.line(backup));
        }
    }
}
