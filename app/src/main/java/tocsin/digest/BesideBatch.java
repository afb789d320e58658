package tocsin.digest;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import tocsin.event.AttachmentStore;

/** Writes what a batch has beside its events, in the batch's transaction, and adds to its outcomes what became of it. */
final class BesideBatch {

    private BesideBatch() {}

    /** By their ids: two batches with the same files wait for each other but never deadlock. */
    static void write(Connection connection, Batch batch) throws SQLException, IOException {
        batch.beside.sort(Comparator.comparing(entry -> entry.item().id()));
        for (var entry : batch.beside) {
            var counted = isNew(connection, entry)
                    ? entry.item().counted("stored", "")
                    : entry.item().counted("filtered", "duplicate");
            batch.count(entry.origin(), counted);
        }
    }

    private static boolean isNew(Connection connection, Batch.BesideEntry entry) throws SQLException, IOException {
        var origin = entry.origin();
        var at = origin.receivedAt().truncatedTo(ChronoUnit.MICROS);
        return switch (entry.item()) {
            case Accepted.Words words -> BesideSql.add(connection, origin, words.said(), at);
            case Accepted.File file -> {
                var isNew = BesideSql.add(connection, origin, file.head(), at);
                if (isNew) {
                    var key = new AttachmentStore.Key(origin.tenant(), file.id(), at);
                    AttachmentChunkSql.write(connection, key, new ByteArrayInputStream(file.content()));
                }
                yield isNew;
            }
        };
    }
}
