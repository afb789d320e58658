package tocsin.ingest;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tocsin.digest.Accepted;
import tocsin.digest.Digester;
import tocsin.digest.Origin;
import tocsin.digest.Submission;

/**
 * Counts what is refused, and writes the sums each second: a flood that is turned away costs no more than a trickle. A
 * crash loses the last second's.
 */
@ApplicationScoped
class Refusals {

    private record Sender(String tenant, long project, long key) {}

    private record Cause(Sender sender, String category, String outcome, String reason) {}

    private final Map<Cause, Long> quantities = new ConcurrentHashMap<>();
    private final Digester digester;
    private final Clock clock = Clock.systemUTC();

    Refusals(Digester digester) {
        this.digester = digester;
    }

    /** Nobody waits for this. */
    void add(Origin origin, String category, String outcome, String reason, long quantity) {
        add(
                new Cause(new Sender(origin.tenant(), origin.project(), origin.key()), category, outcome, reason),
                quantity);
    }

    @Scheduled(every = "1s", identity = "refusals")
    synchronized void write() {
        var bySender = new HashMap<Sender, List<Cause>>();
        quantities.keySet().forEach(cause -> bySender.computeIfAbsent(cause.sender(), s -> new ArrayList<>())
                .add(cause));
        bySender.forEach(this::write);
    }

    /** Before the writers stop. */
    void stop(@Observes @Priority(100) ShutdownEvent event) {
        write();
    }

    private void write(Sender sender, List<Cause> causes) {
        var taken = new HashMap<Cause, Long>();
        causes.forEach(cause -> taken.put(cause, quantities.remove(cause)));
        var items = taken.entrySet().stream()
                .map(one -> (Accepted) new Accepted.Counted(
                        one.getKey().category(),
                        one.getKey().outcome(),
                        one.getKey().reason(),
                        one.getValue()))
                .toList();
        var origin = new Origin(sender.tenant(), sender.project(), sender.key(), Instant.now(clock));
        digester.submit(new Submission(origin, items)).whenComplete((fate, failure) -> {
            if (failure != null) {
                // Too much waits already; the next second is another chance.
                taken.forEach(this::add);
            }
        });
    }

    private void add(Cause cause, long quantity) {
        quantities.merge(cause, quantity, Long::sum);
    }
}
