package tocsin.digest;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;
import tocsin.event.AttachmentStore;
import tocsin.picture.Picture;
import tocsin.sentry.AttachmentItem;

/**
 * Keeps what comes beside events: files, and what people wrote. Each is committed when its method returns, before the
 * batch of its event is; what came twice is there once.
 */
@ApplicationScoped
public class Attachments {

    private static final Logger LOG = Logger.getLogger(Attachments.class);

    /** Few, so that files never take the connections that events need. */
    private final Semaphore turns = new Semaphore(2);

    private final AgroalDataSource database;
    private final AttachmentStore store;

    Attachments(@DataSource("ingest") AgroalDataSource database, AttachmentStore store) {
        this.database = database;
        this.store = store;
    }

    /**
     * Writes the files and says what became of each. Blocks; closes nothing. {@link Busy} when one cannot be written, unless
     * they come beside something that is worth more than an answer for which nobody sends it again.
     */
    public List<Accepted> keep(Origin origin, UUID event, List<AttachmentItem> files, boolean beside) {
        var outcomes = new ArrayList<Accepted>();
        for (var file : files) {
            var kept = keep(origin, event, file);
            if (kept == Kept.UNAVAILABLE && !beside) {
                throw new Busy("attachments cannot be written");
            }
            outcomes.add(counted("attachment", kept, Math.max(file.content().size(), 1)));
        }
        return outcomes;
    }

    /** Writes what people wrote and says what became of it. Blocks. */
    public List<Accepted> say(Origin origin, List<Said> words) {
        var outcomes = new ArrayList<Accepted>();
        for (var said : words) {
            outcomes.add(counted("feedback", say(origin, said), 1));
        }
        return outcomes;
    }

    private enum Kept {
        STORED,
        DUPLICATE,
        UNAVAILABLE
    }

    private Kept keep(Origin origin, UUID event, AttachmentItem file) {
        turns.acquireUninterruptibly();
        try {
            var at = Instant.now().truncatedTo(ChronoUnit.MICROS);
            var id = id(origin, event, file);
            if (IngestTransaction.of(database, connection -> BesideSql.isThere(connection, origin, event, id, at))) {
                return Kept.DUPLICATE;
            }
            var picture = Picture.of(file.content().read(0, Picture.SIGNATURE)).orElse(null);
            try (var content = file.content().open()) {
                store.write(new AttachmentStore.Key(origin.tenant(), id, at), content);
            }
            return IngestTransaction.of(
                            database, connection -> BesideSql.add(connection, origin, event, id, at, file, picture))
                    ? Kept.STORED
                    : Kept.DUPLICATE;
        } catch (SQLException | IOException e) {
            LOG.warnf("An attachment of project %d is lost: %s", origin.project(), e.getMessage());
            return Kept.UNAVAILABLE;
        } finally {
            turns.release();
        }
    }

    private Kept say(Origin origin, Said said) {
        turns.acquireUninterruptibly();
        try {
            var at = Instant.now().truncatedTo(ChronoUnit.MICROS);
            return IngestTransaction.of(database, connection -> BesideSql.add(connection, origin, said, at))
                    ? Kept.STORED
                    : Kept.DUPLICATE;
        } catch (SQLException | IOException e) {
            throw new Busy(e.getMessage());
        } finally {
            turns.release();
        }
    }

    private static Accepted counted(String category, Kept kept, long quantity) {
        return switch (kept) {
            case STORED -> new Accepted.Counted(category, "stored", "", quantity);
            case DUPLICATE -> new Accepted.Counted(category, "filtered", "duplicate", quantity);
            case UNAVAILABLE -> new Accepted.Counted(category, "invalid", "unavailable", quantity);
        };
    }

    /** The same file of the same event has the same id, however often it comes. */
    private static UUID id(Origin origin, UUID event, AttachmentItem file) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(ByteBuffer.allocate(8).putLong(origin.project()).array());
            digest.update(event.toString().getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            digest.update(file.name().getBytes(java.nio.charset.StandardCharsets.UTF_8));
            digest.update(file.kind().getBytes(java.nio.charset.StandardCharsets.UTF_8));
            var hash = ByteBuffer.wrap(digest.digest(file.content().sha256Hash()));
            return new UUID(hash.getLong(), hash.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
