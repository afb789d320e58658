package tocsin.notice;

import com.fasterxml.jackson.databind.json.JsonMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import tocsin.outbox.IssueFact;
import tocsin.outbox.Kind;
import tocsin.outbox.SpikeFact;
import tocsin.tenant.QuerySql;

/** What is told in one mail. */
@ApplicationScoped
class DigestSql {

    private static final JsonMapper JSON = new JsonMapper();
    private static final int DAYS_KEPT = 31;

    private final DataSource database;
    private final QuerySql query;

    DigestSql(DataSource database, QuerySql query) {
        this.database = database;
        this.query = query;
    }

    /** A digest that was closed just now. */
    record Closed(long id, long project, String slug, News news) {}

    /** What a mail says. */
    record Content(String organization, String slug, String name, News news) {}

    /**
     * How much happened.
     *
     * @param spike whether far more came than usual or that is over; null when neither
     * @param dropped how much was, when it is over
     */
    record News(int opened, int regressed, Kind spike, long dropped) {

        /** Of the same project; of the spikes the last says how it stands. */
        static News of(List<IssueFact> issues, List<SpikeFact> spikes) {
            var opened = (int)
                    issues.stream().filter(fact -> fact.kind() == Kind.OPENED).count();
            return new News(
                    opened,
                    issues.size() - opened,
                    spikes.isEmpty() ? null : spikes.getLast().kind(),
                    spikes.stream().mapToLong(SpikeFact::dropped).sum());
        }

        private static News of(ResultSet row) throws SQLException {
            var spike = row.getString("spike");
            return new News(
                    row.getInt("opened"),
                    row.getInt("regressed"),
                    spike == null ? null : Kind.valueOf(spike),
                    row.getLong("dropped"));
        }

        int issues() {
            return opened + regressed;
        }
    }

    /** An issue in it. */
    record Issue(long id, long number, String type, String value, String culprit, String kind) {}

    /** The tenants with a digest to close: a door. */
    List<String> tenants(int most) throws SQLException {
        return door("select * from door_mail_digests(?)", statement -> statement.setInt(1, most));
    }

    void forget() throws SQLException {
        door("select door_mail_digests_forget(?)::text", statement -> statement.setInt(1, DAYS_KEPT));
    }

    private interface Binding {
        void to(PreparedStatement statement) throws SQLException;
    }

    private List<String> door(String sql, Binding binding) throws SQLException {
        try (Connection connection = database.getConnection();
                var statement = connection.prepareStatement(sql)) {
            binding.to(statement);
            try (var rows = statement.executeQuery()) {
                var found = new ArrayList<String>();
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
                return found;
            }
        }
    }

    /**
     * Puts facts of one project into its open digest, or opens one: the first closes soon, the next no sooner than the window
     * after the last.
     */
    void add(String tenant, long project, News news, List<IssueFact> facts, NoticeConfig config, int most) {
        var id = query.first(
                        tenant,
                        """
                        with w as (
                            select ?::text as tenant_id, ?::bigint as project_id, ?::int as opened, ?::int as regressed,
                                   ?::text as spike, ?::bigint as dropped
                        )
                        insert into mail_digest as d (tenant_id, project_id, opened, regressed, spike, dropped, closes_at)
                        select w.tenant_id, w.project_id, w.opened, w.regressed, w.spike, w.dropped,
                               greatest(now() + make_interval(secs => ?::float8 / 1000),
                                   (select max(l.closed_at) + make_interval(secs => ?::float8 / 1000) from mail_digest l
                                    where l.tenant_id = w.tenant_id and l.project_id = w.project_id))
                        from w
                        on conflict (tenant_id, project_id) where closed_at is null
                        do update set opened = d.opened + excluded.opened, regressed = d.regressed + excluded.regressed,
                            spike = coalesce(excluded.spike, d.spike), dropped = d.dropped + excluded.dropped
                        returning d.id""",
                        row -> row.getLong(1),
                        project,
                        news.opened(),
                        news.regressed(),
                        news.spike() == null ? null : news.spike().name(),
                        news.dropped(),
                        millis(config.settle()),
                        millis(config.window()))
                .orElseThrow();
        var rows = JSON.createArrayNode();
        facts.stream().limit(most).forEach(fact -> rows.addObject()
                .put("issue", fact.issue())
                .put("kind", fact.kind().name()));
        query.update(tenant, """
                with w as (select ?::text as tenant_id, ?::bigint as digest_id)
                insert into mail_digest_issue (tenant_id, digest_id, issue_id, kind)
                select w.tenant_id, w.digest_id, f.issue, f.kind
                from w, jsonb_to_recordset(?::jsonb) as f(issue bigint, kind text)
                where (select count(*) from mail_digest_issue i
                       where i.tenant_id = w.tenant_id and i.digest_id = w.digest_id) < ?
                on conflict do nothing""", id, rows.toString(), most);
    }

    private static long millis(Duration duration) {
        return duration.toMillis();
    }

    /** Closes what is to be closed; nobody else does the same. */
    List<Closed> close(String tenant) {
        return query.list(
                tenant, """
                update mail_digest d set closed_at = now() from project p
                where d.tenant_id = ? and d.closed_at is null and d.closes_at <= now()
                  and p.tenant_id = d.tenant_id and p.id = d.project_id and p.deleted_at is null
                returning d.id, d.project_id, p.slug, d.opened, d.regressed, d.spike, d.dropped""", row -> new Closed(row.getLong(1), row.getLong(2), row.getString(3), News.of(row)));
    }

    Optional<Content> content(String tenant, long digest) {
        return query.first(
                tenant,
                """
                select o.slug, p.slug, p.name, d.opened, d.regressed, d.spike, d.dropped
                from mail_digest d
                join organization o on o.tenant_id = d.tenant_id
                join project p on p.tenant_id = d.tenant_id and p.id = d.project_id and p.deleted_at is null
                where d.tenant_id = ? and d.id = ?""",
                row -> new Content(row.getString(1), row.getString(2), row.getString(3), News.of(row)),
                digest);
    }

    /** Those that are there still, the first ones. */
    List<Issue> issues(String tenant, long digest, int most) {
        return query.list(tenant, """
                select i.id, i.number, i.type, i.value, i.culprit, d.kind
                from mail_digest_issue d
                join issue i on i.tenant_id = d.tenant_id and i.id = d.issue_id and i.deleted_at is null
                where d.tenant_id = ? and d.digest_id = ?
                order by i.level desc, i.number limit ?""", DigestSql::issue, digest, most);
    }

    private static Issue issue(ResultSet row) throws SQLException {
        return new Issue(
                row.getLong(1), row.getLong(2), row.getString(3), row.getString(4), row.getString(5), row.getString(6));
    }
}
