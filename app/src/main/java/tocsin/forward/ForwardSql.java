package tocsin.forward;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import tocsin.sentry.SentryEvent.Level;
import tocsin.tenant.QuerySql;

/** Targets. Their secrets are read only to be used. */
@ApplicationScoped
class ForwardSql {

    private static final String SHOWN = """
            select id, project_id, kind, name, address, channel, login, opened, regressed, every_event, level, environment,
                   status, created_at, failures, retry_at, overflowed
            from forward where tenant_id = ? and deleted_at is null and project_id = ?""";
    private static final String USED = """
            select id, project_id, kind, address, channel, login, secret, opened, regressed, every_event, level, environment
            from forward where tenant_id = ? and deleted_at is null""";

    private final QuerySql query;

    ForwardSql(QuerySql query) {
        this.query = query;
    }

    /** A row, with its address as it was typed in. */
    record Row(
            long id,
            ForwardKind kind,
            String name,
            String address,
            String channel,
            String login,
            boolean opened,
            boolean regressed,
            boolean everyEvent,
            Level level,
            String environment,
            boolean active,
            Instant createdAt,
            int failures,
            Instant retryAt,
            long overflowed) {}

    List<Row> list(String tenant, long project) {
        return query.list(tenant, SHOWN + " order by id", ForwardSql::row, project);
    }

    Optional<Row> find(String tenant, long project, long id) {
        return query.first(tenant, SHOWN + " and id = ?", ForwardSql::row, project, id);
    }

    Optional<Target> target(String tenant, long id) {
        return query.first(tenant, USED + " and id = ?", ForwardSql::target, id);
    }

    List<Target> active(String tenant, Collection<Long> projects) {
        return query.list(
                tenant, USED + " and project_id = any(?) and status = 'ACTIVE'", ForwardSql::target, projects);
    }

    long create(String tenant, long project, NewForward forward, String secret) {
        return query.first(
                        tenant,
                        """
                        insert into forward (tenant_id, project_id, kind, name, address, channel, login, secret, opened,
                            regressed, every_event, level, environment)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) returning id""",
                        row -> row.getLong(1),
                        project,
                        forward.kind().name(),
                        forward.name(),
                        forward.address(),
                        forward.channel(),
                        forward.login(),
                        secret,
                        forward.opened(),
                        forward.regressed(),
                        forward.everyEvent(),
                        (short) forward.level().ordinal(),
                        forward.environment())
                .orElseThrow();
    }

    /** A target that is enabled again is tried at once. */
    void become(String tenant, long id, boolean active) {
        query.update(tenant, """
                with w as (select ?::text as tenant_id, ?::bigint as id, ?::text as status)
                update forward f set status = w.status, failures = 0, retry_at = null, overflowed = 0
                from w where f.tenant_id = w.tenant_id and f.id = w.id""", id, active ? "ACTIVE" : "DISABLED");
    }

    /** Puts it out of sight; it is removed behind people's backs, after its deliveries. */
    void delete(String tenant, long id) {
        query.update(tenant, """
                update forward set deleted_at = now(), status = 'DISABLED', secret = ''
                where tenant_id = ? and id = ?""", id);
    }

    void taken(String tenant, long id) {
        query.update(tenant, """
                update forward set failures = 0, retry_at = null
                where tenant_id = ? and id = ? and (failures > 0 or retry_at is not null)""", id);
    }

    /** Counts a failure; says how many there were since something was taken. */
    int failed(String tenant, long id) {
        return query.first(
                        tenant,
                        "update forward set failures = failures + 1 where tenant_id = ? and id = ? returning failures",
                        row -> row.getInt(1),
                        id)
                .orElse(1);
    }

    /** Leaves it alone for so long, with all that waits for it. */
    void rest(String tenant, long id, Duration wait) {
        query.update(tenant, """
                with w as (select ?::text as tenant_id, ?::bigint as id, ?::bigint as millis)
                update forward f set retry_at = now() + make_interval(secs => w.millis / 1000.0)
                from w where f.tenant_id = w.tenant_id and f.id = w.id""", id, wait.toMillis());
    }

    void overflowed(String tenant, long id, int quantity) {
        query.update(tenant, """
                with w as (select ?::text as tenant_id, ?::bigint as id, ?::bigint as quantity)
                update forward f set overflowed = f.overflowed + w.quantity
                from w where f.tenant_id = w.tenant_id and f.id = w.id""", id, quantity);
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                row.getLong("id"),
                ForwardKind.valueOf(row.getString("kind")),
                row.getString("name"),
                row.getString("address"),
                row.getString("channel"),
                row.getString("login"),
                row.getBoolean("opened"),
                row.getBoolean("regressed"),
                row.getBoolean("every_event"),
                Level.values()[row.getShort("level")],
                row.getString("environment"),
                row.getString("status").equals("ACTIVE"),
                QuerySql.instant(row, "created_at"),
                row.getInt("failures"),
                QuerySql.instant(row, "retry_at"),
                row.getLong("overflowed"));
    }

    private static Target target(ResultSet row) throws SQLException {
        return new Target(
                row.getLong("id"),
                row.getLong("project_id"),
                ForwardKind.valueOf(row.getString("kind")),
                row.getString("address"),
                row.getString("channel"),
                row.getString("login"),
                row.getString("secret"),
                row.getBoolean("opened"),
                row.getBoolean("regressed"),
                row.getBoolean("every_event"),
                Level.values()[row.getShort("level")],
                row.getString("environment"));
    }
}
