package tocsin.ingest;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import tocsin.quota.Level;
import tocsin.quota.Limit;
import tocsin.quota.Window;
import tocsin.sentry.Category;

/** The quotas that hold for a key: its own, its project's, its organization's. */
final class LimitSql {

    private LimitSql() {}

    static List<Limit> of(Connection connection, String tenant, long project, long key) throws SQLException {
        var limits = new ArrayList<Limit>(0);
        // The narrowest first: who has used up its own share takes nothing from the others'.
        try (var statement = connection.prepareStatement("""
                select id, project_id is not null, key_id is not null, category, amount, time_window from quota
                where tenant_id = ? and (project_id is null or project_id = ?) and (key_id is null or key_id = ?)
                order by key_id nulls last, project_id nulls last, id""")) {
            statement.setString(1, tenant);
            statement.setLong(2, project);
            statement.setLong(3, key);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    var level =
                            rows.getBoolean(3) ? Level.KEY : rows.getBoolean(2) ? Level.PROJECT : Level.ORGANIZATION;
                    limits.add(new Limit(
                            Limit.Kind.QUOTA,
                            tenant,
                            rows.getLong(1),
                            level,
                            Category.of(rows.getString(4)),
                            rows.getLong(5),
                            Window.valueOf(rows.getString(6))));
                }
            }
        }
        return List.copyOf(limits);
    }
}
