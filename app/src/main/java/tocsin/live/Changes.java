package tocsin.live;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.operators.multi.processors.BroadcastProcessor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which projects changed, told to every open stream at most once a second. No stream holds a thread or a timer: one tick
 * serves them all.
 */
@ApplicationScoped
class Changes {

    /** What changed within a second. */
    private record Pulse(Set<String> projects, boolean everything, boolean heartbeat) {

        boolean touches(Set<String> asked) {
            return everything || projects.stream().anyMatch(asked::contains);
        }
    }

    private static final int HEARTBEAT_SECONDS = 20;

    private final BroadcastProcessor<Pulse> pulses = BroadcastProcessor.create();
    private final Set<String> waiting = new HashSet<>();
    private boolean everything;
    private int silent;

    /** {@code tenant:project}, as the database tells it. */
    synchronized void heard(String project) {
        waiting.add(project);
    }

    /** Something was missed, so any list may be stale. */
    synchronized void everything() {
        everything = true;
    }

    /** Signals for a person who sees these projects: {@code true} for a change, {@code false} for a sign of life. */
    Multi<Boolean> of(String tenant, Collection<Long> projects) {
        var asked = projects.stream().map(project -> tenant + ":" + project).collect(Collectors.toSet());
        return pulses
                // A reader that does not keep up is cut off after a while and comes back by itself.
                .onOverflow()
                .buffer(64)
                .filter(pulse -> pulse.heartbeat || pulse.touches(asked))
                .map(pulse -> pulse.touches(asked));
    }

    /** An open stream is a running request: a server that stops would wait for it. The browser comes back by itself. */
    void end(@Observes ShutdownDelayInitiatedEvent event) {
        pulses.onComplete();
    }

    @Scheduled(every = "1s", identity = "live-tick")
    void tick() {
        var pulse = next();
        if (pulse != null) {
            pulses.onNext(pulse);
        }
    }

    private synchronized Pulse next() {
        var heartbeat = ++silent >= HEARTBEAT_SECONDS;
        if (heartbeat) {
            silent = 0;
        }
        if (waiting.isEmpty() && !everything && !heartbeat) {
            return null;
        }
        var pulse = new Pulse(Set.copyOf(waiting), everything, heartbeat);
        waiting.clear();
        everything = false;
        return pulse;
    }
}
