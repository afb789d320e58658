package tocsin.bench;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Which events were answered 200. An id is an event's own within its project only, so each stands here with both. */
final class Receipts {

    /** Project and id of each event that is stored. */
    static final String STORED = "select project_id, event_id from event";

    private final Set<Receipt> receipts = ConcurrentHashMap.newKeySet();

    record Receipt(long project, UUID event) {}

    void add(long project, UUID event) {
        receipts.add(new Receipt(project, event));
    }

    int size() {
        return receipts.size();
    }

    /** Those of which nothing is stored. */
    Set<Receipt> missing(ResultSet stored) throws SQLException {
        var missing = new HashSet<>(receipts);
        while (stored.next()) {
            missing.remove(new Receipt(stored.getLong(1), stored.getObject(2, UUID.class)));
        }
        return missing;
    }
}
