package tocsin.digest;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import tocsin.event.AttachmentStore;
import tocsin.sentry.AttachmentItem;

/**
 * Files, which come beside events. A small one goes the way of its event, into the same batch or the spool; a large one is
 * committed before its event is handed over. None hinders its event: what cannot be kept within the digest's patience is
 * counted as lost.
 */
@ApplicationScoped
public class Attachments {

    /** The most that goes into a batch, in bytes. */
    static final int SMALL = 1 << 20;

    private static final Logger LOG = Logger.getLogger(Attachments.class);
    private static final int KIBIBYTE = 1024;
    /** Of small files that wait together, in kibibytes: one record of the spool may hold them all, and then some copies. */
    private static final int ROOM = 8 * KIBIBYTE;

    /** After a question that the database did not answer in time: it may still be at it, with a connection of its own. */
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(5);

    /** Few, so that files never take the connections that events need. */
    private final Semaphore turns = new Semaphore(2);

    private final Semaphore room = new Semaphore(ROOM);
    private final AgroalDataSource database;
    private final AttachmentStore store;
    private final Digester digester;
    private final int patienceMillis;
    private volatile long awayUntil = System.nanoTime();

    Attachments(
            @DataSource("ingest") AgroalDataSource database,
            AttachmentStore store,
            Digester digester,
            DigestConfig config) {
        this.database = database;
        this.store = store;
        this.digester = digester;
        this.patienceMillis = config.patienceMillis();
    }

    /** What became of files; to be closed when their event is kept. */
    public final class Taken implements AutoCloseable {

        private final List<Accepted> items = new ArrayList<>();
        private int reserved;

        private Taken() {}

        /** Small files as they are, and the number of the others. */
        public List<Accepted> items() {
            return items;
        }

        @Override
        public void close() {
            room.release(reserved);
            reserved = 0;
        }
    }

    /**
     * Takes the files of an event, or of a person's words. Blocks, for the digest's patience and as long as a large file is
     * being written; closes no file.
     *
     * @param beside whether they come beside something that is worth more; if not, {@link Busy} asks to send again what
     *     cannot be kept now
     */
    public Taken take(Origin origin, UUID event, List<AttachmentItem> files, boolean beside) {
        var until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(patienceMillis);
        var taken = new Taken();
        try {
            for (var file : files) {
                var head = FileHead.of(origin, event, file);
                var item = item(origin, head, file, taken, until);
                if (item.isEmpty() && !beside) {
                    throw new Busy("attachments cannot be written");
                }
                taken.items.add(item.orElseGet(() -> head.counted("invalid", "unavailable")));
            }
            return taken;
        } catch (RuntimeException | Error e) {
            taken.close();
            throw e;
        }
    }

    private Optional<Accepted> item(Origin origin, FileHead head, AttachmentItem file, Taken taken, long until) {
        try {
            if (head.size() <= SMALL && isReserved(head, taken, until)) {
                return Optional.of(new Accepted.File(head, file.content().read(0, SMALL)));
            }
            return isAway() || !turns.tryAcquire(left(until), TimeUnit.NANOSECONDS)
                    ? Optional.empty()
                    : Optional.of(write(origin, head, file));
        } catch (SQLException e) {
            if (Failure.of(e) == Failure.AWAY) {
                awayUntil = System.nanoTime() + PAUSE_NANOS;
            }
            return lost(origin, e);
        } catch (IOException e) {
            return lost(origin, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static Optional<Accepted> lost(Origin origin, Exception e) {
        LOG.warnf("An attachment of project %d is lost: %s", origin.project(), e.getMessage());
        return Optional.empty();
    }

    private boolean isAway() {
        return digester.isAway() || System.nanoTime() - awayUntil < 0;
    }

    private boolean isReserved(FileHead head, Taken taken, long until) throws InterruptedException {
        var wanted = Math.ceilDiv((int) head.size(), KIBIBYTE) + 1;
        if (room.tryAcquire(wanted, left(until), TimeUnit.NANOSECONDS)) {
            taken.reserved += wanted;
            return true;
        }
        return false;
    }

    private static long left(long until) {
        return Math.max(until - System.nanoTime(), 0);
    }

    /** Its bytes first, then its name: a name always has its bytes. Gives the turn back. */
    private Accepted write(Origin origin, FileHead head, AttachmentItem file) throws SQLException, IOException {
        try {
            var at = Instant.now().truncatedTo(ChronoUnit.MICROS);
            // A database that hangs is found out by the first question, before a byte is on its way.
            var isThere = IngestTransaction.within(
                    patienceMillis, database, connection -> BesideSql.isThere(connection, origin, head, at));
            if (!isThere) {
                try (var content = file.content().open()) {
                    store.write(new AttachmentStore.Key(origin.tenant(), head.id(), at), content);
                }
                if (IngestTransaction.of(database, connection -> BesideSql.add(connection, origin, head, at))) {
                    return head.counted("stored", "");
                }
            }
            return head.counted("filtered", "duplicate");
        } finally {
            turns.release();
        }
    }
}
