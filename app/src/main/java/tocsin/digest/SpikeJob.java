package tocsin.digest;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Notices that a spike is over. */
@ApplicationScoped
class SpikeJob {

    /** Each hour lets the usual in again before it drops: within one, silence does not say that it is over. */
    static final Duration QUIET = Duration.ofMinutes(70);

    private static final Logger LOG = Logger.getLogger(SpikeJob.class);
    private static final int MOST = 1_000;

    private final DampedSql sql;

    SpikeJob(DampedSql sql) {
        this.sql = sql;
    }

    @Scheduled(every = "1m", identity = "spikes", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @Blocking
    void run() {
        try {
            while (sql.end(QUIET, MOST) == MOST) {}
        } catch (SQLException e) {
            LOG.warnf("Spikes that are over are ended later: %s", e.getMessage());
        }
    }
}
