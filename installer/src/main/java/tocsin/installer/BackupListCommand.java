package tocsin.installer;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tocsin.installer.backup.BackupOrder;
import tocsin.installer.host.Host;
import tocsin.installer.report.Finding;

@Command(name = "list", description = "Lists the backups, the newest first.")
final class BackupListCommand extends HostCommand {

    @Option(names = "--from", paramLabel = "PLACE", description = "A directory or s3://bucket/prefix.")
    private Optional<String> place;

    @Override
    void carryOut(Host host) {
        var damaged = new ArrayList<Finding>();
        var list = new BackupOrder(host, place, Instant.now()).list(damaged);
        report.answer("backups", list);
        list.forEach(backup -> report.say(line(backup)));
        if (list.isEmpty()) {
            report.say("There is no backup yet.");
        }
        // A list is also good when one of its lines is not.
        damaged.forEach(finding -> report.found(Finding.warning(finding.code(), finding.what(), finding.remedy())));
    }

    static String line(Map<String, Object> backup) {
        var counts = (Map<?, ?>) backup.get("counts");
        return "%s  %s  %.1f MB  %s events%s"
                .formatted(
                        backup.get("id"),
                        backup.get("version"),
                        ((Long) backup.get("bytes")) / 1e6,
                        counts.get("events"),
                        backup.get("encrypted").equals(true) ? "  encrypted" : "");
    }
}
