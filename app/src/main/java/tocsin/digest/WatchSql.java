package tocsin.digest;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;

/** Asks which projects forward every event. */
final class WatchSql {

    private WatchSql() {}

    static Set<Long> projects(Connection connection) throws SQLException {
        var projects = new HashSet<Long>();
        try (var statement = connection.prepareStatement(
                        "select project_id from forward where every_event and status = 'ACTIVE'");
                var rows = statement.executeQuery()) {
            while (rows.next()) {
                projects.add(rows.getLong(1));
            }
        }
        return Set.copyOf(projects);
    }
}
