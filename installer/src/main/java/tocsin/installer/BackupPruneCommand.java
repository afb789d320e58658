package tocsin.installer;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tocsin.installer.backup.BackupOrder;
import tocsin.installer.host.Host;

@Command(
        name = "prune",
        description = {
            "Removes the backups that are kept no longer, by BACKUP_KEEP and BACKUP_KEEP_DAYS in /etc/tocsin/backup.env.",
            "Every backup does the same at its end."
        })
final class BackupPruneCommand extends HostCommand {

    @Mixin
    private Rehearsal rehearsal;

    @Option(names = "--from", paramLabel = "PLACE", description = "A directory or s3://bucket/prefix.")
    private Optional<String> place;

    @Override
    boolean isRehearsed() {
        return rehearsal.isWanted();
    }

    @Override
    void carryOut(Host host) {
        var order = new BackupOrder(host, place, Instant.now());
        report.found(order.settingFindings());
        if (!report.isForbidden()) {
            work(host, host.backupLock(), "prune", Map.of(), order.pruning());
        }
    }
}
