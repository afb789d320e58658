package tocsin.event;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jboss.logging.Logger;

/** Makes the events' partitions a week ahead, so that a week without this job loses nothing. */
@ApplicationScoped
class PartitionJob {

    private static final Logger LOG = Logger.getLogger(PartitionJob.class);
    private static final int DAYS_AHEAD = 7;

    private final PartitionSql partitions;

    PartitionJob(PartitionSql partitions) {
        this.partitions = partitions;
    }

    /** Also at once, because a server may have been away for longer than the week; beside the start, not within it. */
    @Scheduled(every = "10m", identity = "event-partitions")
    @Blocking
    void run() {
        var today = LocalDate.now(ZoneOffset.UTC);
        try {
            partitions.create(today, DAYS_AHEAD);
        } catch (SQLException e) {
            LOG.warnf(
                    "The partitions of the coming days could not be made, the next try is in ten minutes: %s",
                    e.getMessage());
        }
    }
}
