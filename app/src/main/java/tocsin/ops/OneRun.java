package tocsin.ops;

import io.quarkus.scheduler.spi.JobInstrumenter;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One run of a job at a time, where it is to run. Quarkus sees to that only within one job, and {@link SetBack} puts another in its place while
 * it may still be running. What would run beside it is left out: it comes again.
 */
@ApplicationScoped
class OneRun implements JobInstrumenter {

    private final Set<String> running = ConcurrentHashMap.newKeySet();
    private final JobRoles roles;

    OneRun(JobRoles roles) {
        this.roles = roles;
    }

    @Override
    public CompletionStage<Void> instrument(JobInstrumentationContext job) {
        var name = job.getSpanName();
        var of = name.endsWith(SetBack.ANEW) ? name.substring(0, name.length() - SetBack.ANEW.length()) : name;
        if (!roles.runsHere(of) || !running.add(of)) {
            return CompletableFuture.completedStage(null);
        }
        try {
            return job.executeJob().whenComplete((done, failure) -> running.remove(of));
        } catch (RuntimeException | Error e) {
            running.remove(of);
            throw e;
        }
    }
}
