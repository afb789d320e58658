package tocsin.installer.backup;

import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tocsin.installer.host.Host;
import tocsin.installer.journal.Journal;
import tocsin.installer.journal.Step;
import tocsin.installer.report.Code;
import tocsin.installer.report.Finding;
import tocsin.installer.report.Refusal;

/**
 * What is to be restored.
 *
 * @param place where the backups are, instead of where the settings say
 * @param id of the backup; the newest without one
 * @param key the file with the secret key, where the backup is encrypted
 * @param moment to which the database is brought from the last backup before it
 */
public record RestoreOrder(
        Host host,
        Optional<String> place,
        Optional<String> id,
        Optional<Path> key,
        boolean dataOnly,
        Optional<Instant> moment) {

    /** A restore that goes on, or is begun. */
    public record Plan(Restoring restoring, Map<String, String> parameters, Backups.Backup backup, Host host) {

        /** Everything that forbids it. */
        public List<Finding> findings() {
            var findings = new ArrayList<Finding>();
            var manifest = backup.manifest();
            if (manifest.kind() != Database.of(host).kind()) {
                findings.add(
                        Finding.error(
                                Code.E509,
                                "backup " + backup.id() + " is of a database of the kind "
                                        + manifest.kind().text()
                                        + ", and this installation's is "
                                        + Database.of(host).kind().text(),
                                "Install with the same kind of database; the documentation says how to move from one to the other."));
            }
            findings.addAll(SchemaKnown.findings(backup, host.release()));
            if (manifest.recipient().isPresent()
                    && restoring.staging().identity().isEmpty()) {
                findings.add(Staging.noKey(backup).finding());
            }
            if (restoring
                    .moment()
                    .filter(time -> time.isBefore(manifest.ended()))
                    .isPresent()) {
                findings.add(Finding.error(
                        Code.E511,
                        restoring.moment().get() + " is before the end of backup " + backup.id() + ", "
                                + manifest.ended(),
                        "Take an earlier backup, or none by name: the right one is found."));
            }
            if (restoring.moment().isPresent() && manifest.kind() == Database.Kind.EXTERNAL) {
                findings.add(Finding.error(
                        Code.E511,
                        "a dump of an external database leads to no other moment than its own",
                        "Restore without --to-time, or use what the external database has of its own."));
            }
            if (!restoring.isDown()) {
                findings.addAll(new Room(host, restoring.staging().backups()).forRestore(backup));
            }
            return findings;
        }

        public List<Step> steps() {
            return restoring.steps();
        }

        /** Whether something went wrong after the present data had been put aside. */
        public boolean mustReturn() {
            return restoring.isDown();
        }

        public boolean isReturning() {
            return restoring.isReturning();
        }

        public List<Step> back() {
            return restoring.back();
        }

        /** Where the data are that the host had before. */
        public String aside() {
            return host.seen(restoring.aside());
        }

        /** Drops them. */
        public void forget() {
            restoring.forget();
        }

        public String id() {
            return backup.id();
        }
    }

    /** The last one that was ended before. */
    private static Backups.Backup before(Backups backups, Instant moment, Instant now) {
        if (moment.isAfter(now)) {
            throw new Refusal(
                    Code.E511, moment + " is yet to come", "Name a moment that has passed; Z at its end is UTC.");
        }
        return backups.all(new ArrayList<>()).stream()
                .filter(backup -> !backup.manifest().ended().isAfter(moment))
                .findFirst()
                .orElseThrow(() -> new Refusal(
                        Code.E511,
                        "no backup in " + backups.store().name() + " was ended before " + moment,
                        "`tocsinctl backup list` says what can be reached."));
    }

    public Plan plan(Instant now) {
        return plan(now, Instance.of(host));
    }

    Plan plan(Instant now, Instance instance) {
        var backups = new Stores(host, BackupSettings.of(host)).backups(place);
        var wish = new TreeMap<>(Map.of(
                "place",
                backups.store().name(),
                "wanted",
                id.orElse(""),
                "data-only",
                String.valueOf(dataOnly),
                "moment",
                moment.map(Instant::toString).orElse("")));
        var former = new Journal(host.journal("restore"))
                .unfinished()
                .filter(parameters -> parameters.entrySet().containsAll(wish.entrySet()));
        var named = former.map(parameters -> parameters.get("id")).or(() -> id);
        var backup = named.isEmpty() && moment.isPresent() ? before(backups, moment.get(), now) : backups.named(named);
        wish.put("id", backup.id());
        wish.put(
                "stamp",
                former.map(parameters -> parameters.get("stamp"))
                        .orElseGet(() -> Backups.id(now.truncatedTo(ChronoUnit.SECONDS))));
        var staging = new Staging(
                host,
                backups,
                backup,
                key.map(Identity::read),
                host.data().resolve(Restoring.PREPARED + wish.get("stamp")));
        var aside = host.data().resolve(Restoring.ASIDE + wish.get("stamp"));
        return new Plan(new Restoring(staging, instance, moment, !dataOnly, aside), wish, backup, host);
    }
}
