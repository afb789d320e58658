package tocsin.digest;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.sql.SQLException;
import org.jboss.logging.Logger;

/** Keeps the list of written rounds short. */
@ApplicationScoped
class RoundJob {

    private static final Logger LOG = Logger.getLogger(RoundJob.class);

    /** Longer than a host with a spool is left switched off. */
    private static final int DAYS_KEPT = 30;

    private final AgroalDataSource database;

    RoundJob(@DataSource("ingest") AgroalDataSource database) {
        this.database = database;
    }

    @Scheduled(every = "6h", delayed = "5m", identity = "old-rounds")
    void forget() {
        try {
            IngestTransaction.of(database, connection -> {
                RoundSql.forget(connection, DAYS_KEPT);
                return null;
            });
        } catch (SQLException | IOException e) {
            LOG.debugf("Old rounds are forgotten later: %s", e.getMessage());
        }
    }
}
