package tocsin.event;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import tocsin.sentry.Feedback;
import tocsin.tenant.QuerySql;

/** What people wrote. */
@ApplicationScoped
public class FeedbackSql {

    private static final int LOOKED_AT = 200;
    private static final String COLUMNS =
            "f.feedback_id, f.event_id, f.received_at, f.message, f.name, f.email, f.url, f.environment, f.release";

    /** The event that it is about is near it in time, which spares the other partitions. */
    private static final String EVENT = """
             join event e on e.tenant_id = f.tenant_id and e.project_id = f.project_id and e.event_id = f.event_id
              and e.received_at >= f.received_at - interval '7 days' and e.received_at < f.received_at + interval '1 day'
            """;

    private final QuerySql query;

    FeedbackSql(QuerySql query) {
        this.query = query;
    }

    /** Newest first, beginning after {@code from}, or with the newest when it is null. */
    public List<WrittenFeedback> before(String tenant, long project, EventCursor from, int limit) {
        var select = "select " + COLUMNS + """
                , (select e.issue_id from event e
                   join issue i on i.tenant_id = e.tenant_id and i.id = e.issue_id and i.deleted_at is null
                   where e.tenant_id = f.tenant_id and e.project_id = f.project_id and e.event_id = f.event_id
                     and e.received_at >= f.received_at - interval '7 days'
                     and e.received_at < f.received_at + interval '1 day'
                   limit 1) as issue_id
                from feedback f
                where f.tenant_id = ? and f.project_id = ?""";
        var order = " order by f.received_at desc, f.feedback_id desc limit ?";
        return from == null
                ? query.list(tenant, select + order, FeedbackSql::feedback, project, limit)
                : query.list(
                        tenant,
                        select + " and f.received_at <= ? and (f.received_at, f.feedback_id) < (?, ?)" + order,
                        FeedbackSql::feedback,
                        project,
                        from.receivedAt(),
                        from.receivedAt(),
                        from.id(),
                        limit);
    }

    /** The newest about events of one issue, among the newest of its project. */
    public List<WrittenFeedback> ofIssue(String tenant, long project, long issue, int limit) {
        return query.list(
                tenant,
                "with recent as (select * from feedback where tenant_id = ? and project_id = ? and event_id is not null"
                        + " order by received_at desc limit " + LOOKED_AT + ") select " + COLUMNS
                        + ", e.issue_id from recent f" + EVENT
                        + " where e.issue_id = ? order by f.received_at desc, f.feedback_id desc limit ?",
                FeedbackSql::feedback,
                project,
                issue,
                limit);
    }

    /** Nothing happens when it is there. */
    public void add(String tenant, long project, UUID id, Instant at, Feedback feedback) {
        query.update(
                tenant,
                "insert into feedback (tenant_id, project_id, feedback_id, event_id, received_at, message, name, email)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing",
                project,
                id,
                feedback.event(),
                at,
                feedback.message(),
                feedback.name(),
                feedback.email());
    }

    private static WrittenFeedback feedback(ResultSet row) throws SQLException {
        var issue = row.getObject("issue_id", Long.class);
        return new WrittenFeedback(
                row.getObject("feedback_id", UUID.class),
                QuerySql.instant(row, "received_at"),
                issue,
                new Feedback(
                        row.getString("message"),
                        row.getString("name"),
                        row.getString("email"),
                        row.getString("url"),
                        row.getObject("event_id", UUID.class),
                        row.getString("environment"),
                        row.getString("release")));
    }
}
