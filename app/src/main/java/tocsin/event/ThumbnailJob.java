package tocsin.event;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.concurrent.CountDownLatch;
import org.jboss.logging.Logger;
import tocsin.picture.Thumbnail;
import tocsin.picture.Undrawable;
import tocsin.tenant.CurrentTenant;

/**
 * Makes small pictures of those that came with events: one at a time in a process, each by one process, and with a rest after
 * each, so that a flood of pictures costs a tenth of a processor.
 */
@ApplicationScoped
class ThumbnailJob {

    /** Of a larger file none is made: it is held in memory while it is read. */
    static final long LARGEST = 20L * 1024 * 1024;

    private static final Logger LOG = Logger.getLogger(ThumbnailJob.class);
    private static final int TENANTS = 100;

    private final ThumbnailSql sql;
    private final AttachmentStore store;
    private final CountDownLatch end = new CountDownLatch(1);
    private final Pace pace = Pace.until(end);

    ThumbnailJob(ThumbnailSql sql, AttachmentStore store) {
        this.sql = sql;
        this.store = store;
    }

    void stop(@Observes ShutdownEvent event) {
        end.countDown();
    }

    @Scheduled(every = "2s", identity = "thumbnails", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @Blocking
    void run() {
        try {
            for (var tenant : sql.tenants(TENANTS)) {
                if (!pace.work(() -> {
                    CurrentTenant.run(tenant, () -> next(tenant));
                    return false;
                })) {
                    return;
                }
            }
        } catch (SQLException | RuntimeException e) {
            LOG.warnf("Small pictures are made later: %s", e.getMessage());
        }
    }

    /** One of the tenant's; the others get their turn. */
    private void next(String tenant) {
        QuarkusTransaction.requiringNew().run(() -> sql.next(tenant).ifPresent(file -> {
            try {
                sql.drawn(file, Thumbnail.of(content(file)));
            } catch (Undrawable e) {
                sql.undrawable(file, e.getMessage());
            }
        }));
    }

    private byte[] content(ThumbnailSql.Waiting file) throws Undrawable {
        if (file.size() > LARGEST) {
            throw new Undrawable("its file is larger than " + LARGEST / 1024 / 1024 + " MiB");
        }
        var content = new ByteArrayOutputStream((int) file.size());
        try {
            store.read(file.key(), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return content.toByteArray();
    }
}
