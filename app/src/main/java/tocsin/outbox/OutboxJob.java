package tocsin.outbox;

import io.quarkus.arc.All;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import tocsin.tenant.CurrentTenant;

/**
 * Makes facts into deliveries and sends them. Any number of processes do so side by side: facts and deliveries are taken row
 * by row, and what a process took and did not finish comes up again.
 */
@ApplicationScoped
class OutboxJob {

    private static final Logger LOG = Logger.getLogger(OutboxJob.class);
    private static final int TENANTS = 200;
    private static final int FACTS = 500;
    private static final int OLD = 5_000;

    /** One target of one tenant, all mail being one. */
    private record Target(String tenant, long id) {}

    private final OutboxSql facts;
    private final DeliverySql deliveries;
    private final List<Channel> channels;
    private final Turn turn;
    private final OutboxConfig config;
    private final Semaphore room;
    private final Set<Target> busy = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;

    OutboxJob(OutboxSql facts, DeliverySql deliveries, @All List<Channel> channels, OutboxConfig config) {
        this.facts = facts;
        this.deliveries = deliveries;
        this.channels = channels;
        this.config = config;
        this.room = new Semaphore(config.atOnce());
        this.turn = new Turn(deliveries, channels, config.patience(), () -> stopping);
    }

    @Scheduled(every = "1s", identity = "outbox", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @Blocking
    void run() {
        try {
            for (var tenant : facts.tenants(TENANTS)) {
                if (!stopping) {
                    CurrentTenant.run(tenant, () -> work(tenant));
                }
            }
        } catch (SQLException | RuntimeException e) {
            LOG.warnf("What happened is passed on later: %s", e.getMessage());
        }
    }

    @Scheduled(every = "1m", identity = "old-deliveries", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @Blocking
    void tidy() {
        try {
            while (!stopping && facts.tidy(config, OLD)) {}
        } catch (SQLException e) {
            LOG.warnf("Old deliveries are forgotten later: %s", e.getMessage());
        }
    }

    /** Whoever is being called is waited for, for a moment; what is not finished comes up again in another process. */
    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping = true;
        room.tryAcquire(config.atOnce(), 5, TimeUnit.SECONDS);
    }

    private void work(String tenant) {
        try {
            while (!stopping && pass(tenant)) {}
            for (var id : deliveries.targets(tenant)) {
                if (channels.stream().noneMatch(channel -> channel.rests(id))) {
                    send(new Target(tenant, id));
                }
            }
        } catch (RuntimeException e) {
            LOG.warnf("What happened in tenant %s is passed on later: %s", tenant, e.getMessage());
        }
    }

    /** Whether there may be more. */
    private boolean pass(String tenant) {
        return QuarkusTransaction.requiringNew().call(() -> {
            var taken = facts.take(tenant, FACTS);
            if (!taken.isEmpty()) {
                channels.forEach(channel -> channel.queue(tenant, taken));
            }
            return taken.size() >= FACTS;
        });
    }

    private void send(Target target) {
        if (stopping || !room.tryAcquire()) {
            return;
        }
        if (!busy.add(target)) {
            room.release();
            return;
        }
        Thread.ofVirtual().name("outbox").start(() -> {
            try {
                CurrentTenant.run(target.tenant(), () -> turn.run(target.tenant(), target.id()));
            } catch (RuntimeException e) {
                LOG.warnf("Deliveries to target %s are tried again later: %s", target, e.getMessage());
            } finally {
                busy.remove(target);
                room.release();
            }
        });
    }
}
