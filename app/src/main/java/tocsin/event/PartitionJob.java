package tocsin.event;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jboss.logging.Logger;
import tocsin.config.Settings;

/** Makes the events' partitions a week ahead, so that a week without this job loses nothing, and drops the old ones. */
@ApplicationScoped
class PartitionJob {

    private static final Logger LOG = Logger.getLogger(PartitionJob.class);
    private static final int DAYS_AHEAD = 7;

    private final PartitionSql partitions;
    private final int daysKept;

    PartitionJob(PartitionSql partitions, Settings settings) {
        this.partitions = partitions;
        this.daysKept = settings.eventRetentionDays();
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
        try {
            // Today is not over: it is no day of those that are kept in full.
            partitions
                    .dropBefore(today.minusDays(daysKept))
                    .forEach(day -> LOG.infof("Dropped the events of %s: %d days are kept", day, daysKept));
        } catch (SQLException e) {
            LOG.warnf(
                    "Events past their time could not be dropped, the next try is in ten minutes: %s", e.getMessage());
        }
    }
}
