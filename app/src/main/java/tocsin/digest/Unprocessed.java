package tocsin.digest;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.CompletionException;
import tocsin.project.GroupingSettings;
import tocsin.sentry.Received;

/** Events that a defect of ours kept from being digested: kept as they came, until a release that can digest them. */
@ApplicationScoped
public class Unprocessed {

    private final UnprocessedSql sql;
    private final Digester digester;
    private final GroupingSettings settings;

    Unprocessed(UnprocessedSql sql, Digester digester, GroupingSettings settings) {
        this.sql = sql;
        this.digester = digester;
        this.settings = settings;
    }

    /** The newest first. */
    public List<UnprocessedEvent> newest(String tenant, long project, int limit) {
        return sql.newest(tenant, project, limit);
    }

    public long count(String tenant, long project) {
        return sql.count(tenant, project);
    }

    /** What came of one more try. */
    public sealed interface Retry {

        record Stored() implements Retry {}

        /** The database does not take it now; the spool has it. */
        record Spooled() implements Retry {}

        /** Nothing is left of it: whom it names is to be erased. */
        record Erased() implements Retry {}

        record FailedAgain(String error) implements Retry {}

        record NotThere() implements Retry {}
    }

    /** Digests the event anew; it leaves the list only when its row among the events is committed. */
    public Retry retry(String tenant, long project, long id) {
        var kept = sql.find(tenant, project, id);
        if (kept.isEmpty()) {
            return new Retry.NotThere();
        }
        var event = kept.get();
        var origin = new Origin(tenant, project, event.key(), event.row().receivedAt());
        Retry retry;
        try {
            var received = new Received(
                    event.row().receivedAt(), null, null, event.row().eventId());
            var accepted = EventDigest.stored(
                    event.raw(), received, settings.of(project).plan());
            var fate = digester.submit(new Submission(origin, List.of(accepted), true))
                    .join();
            retry = switch (fate) {
                case WRITTEN -> new Retry.Stored();
                case SPOOLED -> new Retry.Spooled();
                case ERASED -> new Retry.Erased();
                case KEPT_RAW -> new Retry.FailedAgain("It can be read, but still not be written; the log says why");
            };
        } catch (RuntimeException | StackOverflowError e) {
            return new Retry.FailedAgain(
                    e instanceof CompletionException && e.getCause() != null
                            ? e.getCause().toString()
                            : e.toString());
        }
        if (!(retry instanceof Retry.FailedAgain)) {
            sql.delete(tenant, project, id);
        }
        return retry;
    }
}
