package tocsin.digest;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The projects that forward every event of theirs. Few are, so all are known, and asked for again every few seconds. */
final class Watch {

    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(3);

    private record Known(Set<Long> projects, long at) {}

    private volatile Known known;

    Set<Long> projects(Connection connection) throws SQLException {
        var last = known;
        if (last == null || System.nanoTime() - last.at() > FRESH_NANOS) {
            last = new Known(WatchSql.projects(connection), System.nanoTime());
            known = last;
        }
        return last.projects();
    }
}
