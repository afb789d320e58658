package tocsin.digest;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;

/** Where more is dropped than usual: a fact is left when that begins, and when it is over. */
@ApplicationScoped
class DampedSql {

    /** What a process that died had counted may come later; by then it is no news. */
    private static final Duration NEWS = Duration.ofHours(2);

    private final DataSource database;

    DampedSql(DataSource database) {
        this.database = database;
    }

    /** Costs a statement when something was dropped for that reason, which is noted once a second, and nothing otherwise. */
    static void note(Connection connection, Map<Outcomes.Row, Long> outcomes) throws SQLException {
        var dropped = new TreeMap<IssueKeySql.ProjectRef, Long>();
        outcomes.forEach((row, quantity) -> {
            if (row.reason().equals("spike") && row.hour().isAfter(Instant.now().minus(NEWS))) {
                dropped.merge(new IssueKeySql.ProjectRef(row.tenant(), row.project()), quantity, Long::sum);
            }
        });
        if (dropped.isEmpty()) {
            return;
        }
        // Only a row that was there has been locked by somebody.
        try (var statement = connection.prepareStatement("""
                with seen as (
                    insert into spike as s (tenant_id, project_id, began_at, last_at, dropped)
                    select w.tenant_id, w.project_id, now(), now(), w.quantity
                    from unnest(?, ?, ?) as w(tenant_id, project_id, quantity)
                    join project p on p.tenant_id = w.tenant_id and p.id = w.project_id
                    order by 1, 2
                    on conflict (tenant_id, project_id)
                    do update set last_at = now(), dropped = s.dropped + excluded.dropped
                    returning s.tenant_id, s.project_id, s.xmax = 0 as fresh)
                insert into outbox (tenant_id, project_id, kind, happened_at)
                select tenant_id, project_id, 'SPIKE', now() from seen where fresh""")) {
            new Columns<>(statement, dropped.entrySet())
                    .text(entry -> entry.getKey().tenant())
                    .number(entry -> entry.getKey().project())
                    .number(Map.Entry::getValue);
            statement.executeUpdate();
        }
    }

    /** Of all tenants: a door. Says how many are over. */
    int end(Duration quiet, int most) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement("select door_spikes_end(?, ?)")) {
            statement.setLong(1, quiet.toSeconds());
            statement.setInt(2, most);
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }
}
