package tocsin.installer;

import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tocsin.installer.backup.RestoreOrder;
import tocsin.installer.host.Host;
import tocsin.installer.journal.Lock;
import tocsin.installer.report.Code;
import tocsin.installer.report.Refusal;

@Command(
        name = "restore",
        description = {
            "Brings a backup back: unpacks and verifies it while the host goes on serving, then puts it in the place of what is"
                    + " there, and waits until the server is ready with it.",
            "What the host had before is put aside, and put back by itself when the server does not become ready."
        })
final class RestoreCommand extends HostCommand {

    @Mixin
    private Rehearsal rehearsal;

    @Parameters(arity = "0..1", paramLabel = "BACKUP", description = "Its name; without it the newest.")
    private Optional<String> id;

    @Option(names = "--from", paramLabel = "PLACE", description = "A directory or s3://bucket/prefix.")
    private Optional<String> place;

    @Option(names = "--identity", paramLabel = "FILE", description = "The secret key of an encrypted backup.")
    private Optional<Path> key;

    @Option(
            names = "--to-time",
            paramLabel = "TIME",
            description = "As it was at that moment, such as '2026-11-22 12:34:56Z', from the last backup before it.")
    private Optional<String> time;

    @Option(names = "--data-only", description = "Leaves the settings and secrets of this host as they are.")
    private boolean dataOnly;

    @Option(names = "--discard-old", description = "Drops what the host had before, once the server is ready.")
    private boolean discardOld;

    @Override
    boolean isRehearsed() {
        return rehearsal.isWanted();
    }

    @Override
    void carryOut(Host host) {
        host.requireInstallation();
        var plan =
                new RestoreOrder(host, place, id, key, dataOnly, time.map(RestoreCommand::moment)).plan(Instant.now());
        if (plan.isReturning() && !isRehearsed()) {
            goBack(host, plan, "it was interrupted on its way back");
        }
        report.found(plan.findings());
        if (report.isForbidden()) {
            return;
        }
        if (isRehearsed()) {
            work(host, "restore", plan.parameters(), plan.steps());
            return;
        }
        host.requireRoot();
        // No backup is made of what is just being exchanged.
        try (var lock = Lock.take(host.backupLock())) {
            assert lock != null;
            restore(host, plan);
        }
    }

    private static Instant moment(String text) {
        try {
            return OffsetDateTime.parse(text.strip().replace(' ', 'T')).toInstant();
        } catch (DateTimeParseException e) {
            throw new Refusal(
                    Code.E901,
                    "'" + text + "' is no moment",
                    "Write it with its zone, as in --to-time '2026-11-22 12:34:56Z'.",
                    e);
        }
    }

    private void restore(Host host, RestoreOrder.Plan plan) {
        try {
            work(host, "restore", plan.parameters(), plan.steps());
        } catch (Refusal refusal) {
            if (refusal.finding().code() == Code.E302 || !plan.mustReturn()) {
                throw refusal;
            }
            goBack(host, plan, refusal.getMessage());
        }
        report.answer("backup", plan.id());
        if (discardOld) {
            plan.forget();
        } else {
            report.answer("former", plan.aside());
            report.say("What this host had before is in " + plan.aside() + "; remove it when all is well.");
        }
        report.say("Backup " + plan.id() + " is restored.");
    }

    private void goBack(Host host, RestoreOrder.Plan plan, String why) {
        work(host, "restore", plan.parameters(), plan.back());
        plan.forget();
        throw new Refusal(
                Code.E510,
                "backup " + plan.id() + " was not restored: " + why + ". The former data are in place again",
                "`tocsinctl logs` tells more. Put it right, or try another backup or --data-only.");
    }
}
