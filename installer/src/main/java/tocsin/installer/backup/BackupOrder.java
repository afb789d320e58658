package tocsin.installer.backup;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tocsin.installer.host.Host;
import tocsin.installer.journal.Journal;
import tocsin.installer.journal.Step;
import tocsin.installer.report.Finding;
import tocsin.installer.report.Refusal;

/**
 * What the commands about backups do on a host.
 *
 * @param destination instead of the one in the settings
 */
public record BackupOrder(Host host, Optional<String> destination, Instant now) {

    /** One that was begun longer ago is given up: what it has is too old to be worth going on. */
    private static final Duration FRESH = Duration.ofHours(12);

    /** Everything that forbids a backup. */
    public List<Finding> findings() {
        var findings = new ArrayList<>(settingFindings());
        if (findings.isEmpty()) {
            findings.addAll(new Room(host, backups()).forBackup());
        }
        return findings;
    }

    /** What is wrong with the settings. */
    public List<Finding> settingFindings() {
        return stores().findings(destination);
    }

    /** What is to be done, and what the journal is to know of it. */
    public record Plan(String id, Map<String, String> parameters, List<Step> steps) {}

    /** One backup; the one that was interrupted, if there is one. */
    public Plan taking() {
        var id = new Journal(host.journal("backup"))
                .unfinished()
                .filter(parameters -> backups().store().name().equals(parameters.get("destination")))
                .map(parameters -> parameters.get("id"))
                .filter(begun -> Backups.isId(begun) && Backups.begun(begun).isAfter(now.minus(FRESH)))
                .orElseGet(() -> Backups.id(now.truncatedTo(ChronoUnit.SECONDS)));
        var taking = new Taking(host, backups(), settings(), id, now);
        return new Plan(id, taking.asParameters(), taking.steps());
    }

    /** The steps that remove what is kept no longer. */
    public List<Step> pruning() {
        var steps = new ArrayList<>(Taking.superfluous(backups().ids(), settings(), now).stream()
                .map(id -> Taking.removal(backups(), id))
                .toList());
        if (!steps.isEmpty()) {
            steps.add(Taking.logRemoval(host, backups()));
        }
        return steps;
    }

    /** All backups, the newest first, as programs are told of them. */
    public List<Map<String, Object>> list(List<Finding> damaged) {
        var refusals = new ArrayList<Refusal>();
        var list = backups().all(refusals).stream().map(BackupOrder::described).toList();
        refusals.forEach(refusal -> damaged.add(refusal.finding()));
        return list;
    }

    /** One of them. */
    public Map<String, Object> describe(String id) {
        return described(backups().get(id));
    }

    private static Map<String, Object> described(Backups.Backup backup) {
        var manifest = backup.manifest();
        var description = new LinkedHashMap<String, Object>();
        description.put("id", backup.id());
        description.put("version", manifest.version());
        description.put("schema", manifest.schema());
        description.put("kind", manifest.kind().text());
        description.put("begun", manifest.begun().toString());
        description.put("ended", manifest.ended().toString());
        description.put("bytes", manifest.bytes());
        description.put("encrypted", manifest.recipient().isPresent());
        description.put("counts", manifest.census().after().totals());
        return description;
    }

    Backups backups() {
        return stores().backups(destination);
    }

    BackupSettings settings() {
        return BackupSettings.of(host);
    }

    private Stores stores() {
        return new Stores(host, settings());
    }
}
