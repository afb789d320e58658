package tocsin.outbox;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import tocsin.sentry.SentryEvent.Level;
import tocsin.tenant.QuerySql;

/** The facts that batches left. */
@ApplicationScoped
class OutboxSql {

    private final DataSource database;
    private final QuerySql query;

    OutboxSql(DataSource database, QuerySql query) {
        this.database = database;
        this.query = query;
    }

    /** The tenants with something to do: a door, for there is nobody who asks for one of them. */
    List<String> tenants(int most) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement("select * from door_outbox(?)")) {
            statement.setInt(1, most);
            try (var rows = statement.executeQuery()) {
                var tenants = new ArrayList<String>();
                while (rows.next()) {
                    tenants.add(rows.getString(1));
                }
                return tenants;
            }
        }
    }

    /** In all tenants: gives up what nobody came to, forgets what is old, removes what was deleted. Whether there may be more. */
    boolean tidy(OutboxConfig config, int most) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement(
                        "select door_deliveries_expire(?, ?), door_deliveries_forget(?, ?, ?, ?), door_forwards_remove(?)")) {
            statement.setLong(1, config.patience().toSeconds());
            statement.setInt(2, most);
            statement.setInt(3, config.sentDays());
            statement.setLong(4, config.passedShown().toSeconds());
            statement.setInt(5, config.givenUpDays());
            statement.setInt(6, most);
            statement.setInt(7, most);
            try (var rows = statement.executeQuery()) {
                return rows.next()
                        && IntStream.of(rows.getInt(1), rows.getInt(2), rows.getInt(3))
                                .anyMatch(some -> some >= most);
            }
        }
    }

    /** Takes some facts out, in the caller's transaction; those that another process is taking are left to it. */
    Facts take(String tenant, int most) {
        var issues = new ArrayList<IssueFact>();
        var stored = new ArrayList<StoredFact>();
        var spikes = new ArrayList<SpikeFact>();
        query.list(
                tenant,
                """
                with taken as (
                    delete from outbox where (tenant_id, id) in (
                        select tenant_id, id from outbox where tenant_id = ? order by id limit ? for update skip locked)
                    returning *
                )
                select t.id as fact, t.kind, t.project_id, p.slug, p.name, o.slug as organization, i.id, i.number, i.type,
                       i.value, i.culprit, i.platform, coalesce(t.level, i.level) as level, t.environment, t.happened_at,
                       t.events, t.quantity
                from taken t
                join organization o on o.tenant_id = t.tenant_id
                left join project p on p.tenant_id = t.tenant_id and p.id = t.project_id and p.deleted_at is null
                left join issue i on i.tenant_id = t.tenant_id and i.id = t.issue_id and i.deleted_at is null
                order by t.id""",
                row -> {
                    var kind = Kind.valueOf(row.getString("kind"));
                    var project = row.getLong("project_id");
                    var at = QuerySql.instant(row, "happened_at");
                    if (row.getString("slug") == null) {
                        // Of a project that is gone: nobody's.
                        return row.getLong("fact");
                    }
                    switch (kind) {
                        case STORED -> stored.add(new StoredFact(project, row.getBytes("events"), at));
                        case SPIKE, SPIKE_ENDED ->
                            spikes.add(new SpikeFact(project, kind, row.getLong("quantity"), at));
                        default -> {
                            if (row.getObject("number") != null) {
                                issues.add(issue(kind, row));
                            }
                        }
                    }
                    return row.getLong("fact");
                },
                most);
        return new Facts(issues, stored, spikes);
    }

    private static IssueFact issue(Kind kind, ResultSet row) throws SQLException {
        var environments = row.getString("environment");
        return new IssueFact(
                row.getLong("project_id"),
                row.getString("slug"),
                row.getString("name"),
                row.getString("organization"),
                kind,
                row.getLong("id"),
                row.getLong("number"),
                row.getString("type"),
                row.getString("value"),
                row.getString("culprit"),
                row.getString("platform"),
                Level.values()[row.getShort("level")],
                environments == null ? List.of() : environments.lines().toList(),
                QuerySql.instant(row, "happened_at"));
    }
}
