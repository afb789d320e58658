package tocsin.issue;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntSupplier;
import javax.sql.DataSource;
import tocsin.tenant.QuerySql;

/** Removes what was deleted, in pieces. No foreign key leads to events: they lie in partitions of their own. */
@ApplicationScoped
class DeletionSql {

    /** An issue; without one a whole project; without that as well the organization. */
    record Doomed(String tenant, Long project, Long issue) {

        private String where() {
            return issue != null ? " and issue_id = ?" : project != null ? " and project_id = ?" : "";
        }

        private List<Object> parameters() {
            return issue != null ? List.of(issue) : project != null ? List.of(project) : List.of();
        }
    }

    /** What goes with the events: their files, and what people wrote about them. */
    private static final String WITH_THEM = """
            , files as (delete from attachment a using gone g
                        where a.tenant_id = g.tenant_id and a.project_id = g.project_id and a.event_id = g.event_id
                          and a.received_at >= ?
                        returning a.tenant_id, a.attachment_id)
            , chunks as (delete from attachment_chunk c using files f
                         where c.tenant_id = f.tenant_id and c.attachment_id = f.attachment_id)
            , words as (delete from feedback f using gone g
                        where f.tenant_id = g.tenant_id and f.project_id = g.project_id and f.event_id = g.event_id)
            """;

    private static final List<String> PARTS_OF_ISSUES =
            List.of("issue_hour", "issue_tag", "issue_user", "issue_user_sketch");
    /** Sensors before the keys that are theirs. */
    private static final List<String> PARTS_OF_PROJECTS = List.of(
            "unprocessed_event",
            "outcome_hour",
            "event_day",
            "event_gone",
            "delivery",
            "mail_digest",
            "sensor",
            "project_key");

    /** What became part of it goes first: as long as it is here, somebody looks for its events. */
    private static final String LAST_OF_ITS_PARTS = """
            delete from issue where tenant_id = ? and id = ?
              and not exists (select from issue part
                              where part.tenant_id = issue.tenant_id and part.merged_into = issue.id)""";

    private final DataSource database;
    private final QuerySql query;

    DeletionSql(DataSource database, QuerySql query) {
        this.database = database;
        this.query = query;
    }

    /** Of all tenants: a door, for there is nobody who asks for one of them. */
    List<Doomed> pending() throws SQLException {
        try (var connection = database.getConnection();
                var statement =
                        connection.prepareStatement("select tenant_id, project_id, issue_id from door_deletions()");
                var rows = statement.executeQuery()) {
            var pending = new ArrayList<Doomed>();
            while (rows.next()) {
                pending.add(new Doomed(rows.getString(1), number(rows, 2), number(rows, 3)));
            }
            return pending;
        }
    }

    private static Long number(ResultSet row, int column) throws SQLException {
        var number = row.getLong(column);
        return row.wasNull() ? null : number;
    }

    /** Waits for whoever is writing, and takes away the keys that they added meanwhile: nobody finds the issue any more. */
    void hide(String tenant, Doomed doomed) {
        QuarkusTransaction.requiringNew().run(() -> {
            awaitWriters(tenant);
            query.update(tenant, "delete from issue_key where tenant_id = ? and issue_id = ?", doomed.issue());
        });
    }

    /** Those who write events hold this lock together; nobody begins until the caller's transaction ends. */
    private void awaitWriters(String tenant) {
        query.list(tenant, "select pg_advisory_xact_lock(hashtext('tocsin.digest')) where ? <> ''", row -> true);
    }

    /**
     * One piece, while no other process is at one of this tenant: two that choose the same rows would leave the second with
     * none, and it would take that for the end.
     */
    int alone(String tenant, IntSupplier piece) {
        return QuarkusTransaction.requiringNew().call(() -> {
            query.list(tenant, "select pg_advisory_xact_lock(hashtextextended('deletion ' || ?, 0))", row -> true);
            return piece.getAsInt();
        });
    }

    /** The days that have a leaf. */
    List<LocalDate> days(String tenant) {
        return query.list(
                tenant,
                "select day::text from event_partitions() day where ? <> '' order by day",
                row -> LocalDate.parse(row.getString(1)));
    }

    /** Removes some of the events of one day and says how many. */
    int events(String tenant, Doomed doomed, LocalDate day, int most) {
        var own = " from event where tenant_id = ?" + doomed.where() + " and received_at >= ? and received_at < ?";
        var parameters = new ArrayList<>(doomed.parameters());
        parameters.addAll(List.of(start(day), start(day.plusDays(1)), most, start(day.minusDays(1))));
        parameters.addAll(List.of(start(day), start(day.plusDays(1))));
        return query.update(
                tenant,
                "with gone as (select tenant_id, project_id, event_id" + own + " limit ?)" + WITH_THEM
                        + " delete from event e using gone g where e.tenant_id = g.tenant_id"
                        + " and e.project_id = g.project_id and e.event_id = g.event_id"
                        + " and e.received_at >= ? and e.received_at < ?",
                parameters.toArray());
    }

    /** Removes some of the events that were kept of days which are gone. */
    int kept(String tenant, Doomed doomed, int most) {
        var parameters = new ArrayList<>(doomed.parameters());
        parameters.add(most);
        return query.update(
                tenant,
                "with gone as (select tenant_id, project_id, event_id from event where tenant_id = ?" + doomed.where()
                        + " and kept limit ?) delete from event e using gone g where e.tenant_id = g.tenant_id"
                        + " and e.project_id = g.project_id and e.event_id = g.event_id and e.kept",
                parameters.toArray());
    }

    /** Removes some of what hangs on one of its issues, and says how many rows; a cascade would take them all at once. */
    int parts(String tenant, Doomed doomed, int most) {
        return PARTS_OF_ISSUES.stream()
                .mapToInt(table -> some(
                        tenant,
                        table,
                        doomed.issue() != null
                                ? " and issue_id = ?"
                                : doomed.project() != null
                                        ? " and issue_id in (select id from issue i"
                                                + " where i.tenant_id = t.tenant_id and i.project_id = ?)"
                                        : "",
                        doomed,
                        most))
                .sum();
    }

    /** Removes some of a project's files and words that belong to no event, and of its numbers, keys and deliveries. */
    int beside(String tenant, Doomed doomed, int most) {
        var parameters = new ArrayList<>(doomed.parameters());
        parameters.add(most);
        var files = query.update(
                tenant,
                "with few as (select tenant_id, project_id, event_id, attachment_id, received_at from attachment"
                        + " where tenant_id = ?" + doomed.where() + " limit ?)"
                        + ", chunks as (delete from attachment_chunk c using few s where c.tenant_id = s.tenant_id"
                        + " and c.attachment_id = s.attachment_id and c.received_at = s.received_at)"
                        + " delete from attachment a using few s where a.tenant_id = s.tenant_id"
                        + " and a.project_id = s.project_id and a.event_id = s.event_id"
                        + " and a.attachment_id = s.attachment_id and a.received_at = s.received_at",
                parameters.toArray());
        var words = query.update(
                tenant,
                "with few as (select tenant_id, project_id, feedback_id, received_at from feedback"
                        + " where tenant_id = ?" + doomed.where() + " limit ?)"
                        + " delete from feedback f using few s where f.tenant_id = s.tenant_id"
                        + " and f.project_id = s.project_id and f.feedback_id = s.feedback_id"
                        + " and f.received_at = s.received_at",
                parameters.toArray());
        return files
                + words
                + PARTS_OF_PROJECTS.stream()
                        .mapToInt(table -> some(tenant, table, doomed.where(), doomed, most))
                        .sum();
    }

    private int some(String tenant, String table, String where, Doomed doomed, int most) {
        var parameters = new ArrayList<>(doomed.parameters());
        parameters.add(most);
        return query.update(
                tenant,
                "delete from " + table + " where ctid = any(array(select t.ctid from " + table
                        + " t where t.tenant_id = ?" + where + " limit ?))",
                parameters.toArray());
    }

    /** Removes some of the issues of a project or an organization, with what was counted of them. */
    int issues(String tenant, Doomed doomed, int most) {
        var own = " from issue where tenant_id = ?" + doomed.where();
        var parameters = new ArrayList<>(doomed.parameters());
        parameters.add(tenant);
        parameters.addAll(doomed.parameters());
        parameters.add(most);
        return query.update(tenant, "delete" + own + " and id in (select id" + own + " limit ?)", parameters.toArray());
    }

    /**
     * Removes its own row. That waits for whoever is writing an event of it, and lets nobody begin; so what they have left
     * goes in the same transaction, and is little: all that was there before went in pieces.
     */
    void last(String tenant, Doomed doomed) {
        QuarkusTransaction.requiringNew().run(() -> {
            awaitWriters(tenant);
            if (doomed.issue() != null) {
                row(tenant, LAST_OF_ITS_PARTS, doomed.issue());
            } else if (doomed.project() != null) {
                row(tenant, "delete from project where tenant_id = ? and id = ?", doomed.project());
            } else {
                row(tenant, "delete from organization where tenant_id = ?");
            }
            query.update(
                    tenant,
                    "delete from event where tenant_id = ?" + doomed.where(),
                    doomed.parameters().toArray());
            if (doomed.issue() == null) {
                besideEvents(tenant, doomed);
            }
        });
    }

    /** What of a project's files and words belongs to no event that was there. */
    private void besideEvents(String tenant, Doomed doomed) {
        var own = " where tenant_id = ?" + doomed.where();
        query.update(
                tenant,
                "with files as (delete from attachment" + own + " returning tenant_id, attachment_id)"
                        + " delete from attachment_chunk c using files f"
                        + " where c.tenant_id = f.tenant_id and c.attachment_id = f.attachment_id",
                doomed.parameters().toArray());
        query.update(tenant, "delete from feedback" + own, doomed.parameters().toArray());
    }

    private void row(String tenant, String delete, Object... id) {
        query.update(tenant, delete + " and deleted_at is not null", Arrays.copyOf(id, id.length));
    }

    private static Instant start(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
