package tocsin.issue;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import tocsin.account.Access;
import tocsin.account.Scope;
import tocsin.account.VisibleProject;
import tocsin.event.Arrangement;
import tocsin.event.EventMarkdown;
import tocsin.event.EventSql;
import tocsin.event.EventView;
import tocsin.event.LongText;
import tocsin.event.StoredEvent;
import tocsin.web.Numbers;
import tocsin.web.Pair;

/** Gathers what the page of an issue shows. */
@ApplicationScoped
class IssueViews {

    private static final int VALUES_OF_EACH_TAG = 5;

    private final Access access;
    private final IssueSql sql;
    private final EventSql events;

    IssueViews(Access access, IssueSql sql, EventSql events) {
        this.access = access;
        this.sql = sql;
        this.events = events;
    }

    /** {@code stored} may be null: an issue outlives its events. */
    IssueView of(VisibleProject project, Issue issue, StoredEvent stored, Arrangement arrangement) {
        var list = "/" + access.org() + "/" + project.slug() + "/issues";
        var home = list + "/" + issue.id;
        var walk = stored == null
                ? null
                : IssueView.Walk.of(home, stored.head(), events.neighbours(access.tenant(), stored.head()));
        return new IssueView(
                home,
                new ShortId(project.slug(), issue.number).toString(),
                issue.type,
                LongText.of(issue.value),
                issue.culprit,
                IssueQuery.word(issue.level),
                IssueView.status(issue.status),
                issue.statusAt,
                issue.platform,
                issue.eventCount,
                issue.userCount,
                issue.firstSeen,
                issue.lastSeen,
                spark(issue, Sparkline.Span.DAY).bars(),
                spark(issue, Sparkline.Span.FORTNIGHT).bars(),
                TagView.of(list, sql.tags(access.tenant(), issue.id, VALUES_OF_EACH_TAG)),
                access.may(Scope.EVENT_WRITE),
                access.may(Scope.EVENT_ADMIN),
                IssueView.Reading.of(walk == null ? home : walk.here(), arrangement),
                stored == null ? null : EventView.of(stored, arrangement),
                walk);
    }

    private Sparkline spark(Issue issue, Sparkline.Span span) {
        var now = Instant.now();
        var history = sql.history(access.tenant(), List.of(issue.id), span.since(now), span.bucket);
        return Sparkline.of(span, history.getOrDefault(issue.id, List.of()), now);
    }

    static String markdown(IssueView view) {
        return EventMarkdown.of(
                view.title(),
                List.of(
                        new Pair("Issue", view.shortId()),
                        new Pair("Where", view.culprit()),
                        new Pair("Level", view.level()),
                        new Pair("Status", view.status()),
                        new Pair("Events", Numbers.grouped(view.events())),
                        new Pair("Users", Numbers.grouped(view.users())),
                        new Pair("First seen", view.firstSeen().toString()),
                        new Pair("Last seen", view.lastSeen().toString())),
                view.event());
    }
}
