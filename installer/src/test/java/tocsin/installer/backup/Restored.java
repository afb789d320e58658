package tocsin.installer.backup;

import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tocsin.installer.journal.Journal;
import tocsin.installer.journal.Step;
import tocsin.installer.journal.Work;
import tocsin.installer.report.Code;
import tocsin.installer.report.Progress;
import tocsin.installer.report.Refusal;
import tocsin.installer.report.Report;

/** A restore on a host whose database is started and stopped by hand, as its services are on a live one. */
record Restored(DatabaseHost host, boolean becomesReady, Progress progress, Optional<Instant> moment) {

    Restored(DatabaseHost host) {
        this(host, true, Progress.silent(), Optional.empty());
    }

    Restored never() {
        return new Restored(host, false, progress, moment);
    }

    Restored to(Instant moment) {
        return new Restored(host, becomesReady, progress, Optional.of(moment));
    }

    void carryOut(String id) {
        var plan = plan(id);
        work().carryOut(plan.parameters(), plan.steps());
    }

    void goBack(String id) {
        var plan = plan(id);
        new Restored(host)
                .work()
                .carryOut(plan.parameters(), new Restored(host).plan(id).back());
        plan.forget();
    }

    RestoreOrder.Plan plan(String id) {
        return new RestoreOrder(host.host(), Optional.empty(), Optional.ofNullable(id), Optional.empty(), false, moment)
                .plan(Instant.now(), new Instance(this::stopping, this::starting));
    }

    private List<Step> stopping() {
        return List.of(new Step.Seen("stop the database", () -> !runs(), host::stop));
    }

    private List<Step> starting() {
        return List.of(
                new Step.Seen("start the database", this::runs, host::start),
                new Step.Seen("wait until it is ready", () -> becomesReady && runs(), () -> {
                    throw new Refusal(Code.E306, "it did not become ready", "Look.");
                }));
    }

    private boolean runs() {
        return Files.exists(host.root().resolve("var/lib/tocsin/postgresql/postmaster.pid"));
    }

    private Work work() {
        return new Work(new Journal(host.host().journal("restore")), progress, new Report("restore"));
    }
}
