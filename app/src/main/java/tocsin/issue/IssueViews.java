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
import tocsin.event.ListedEvent;
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
        var now = Instant.now();
        var month = Sparkline.Span.MONTH.since(now);
        var hours = sql.history(access.tenant(), List.of(issue.id), month, Sparkline.Span.DAY.bucket)
                .getOrDefault(issue.id, List.of());
        var walk = stored == null
                ? null
                : walk(
                        home,
                        issue,
                        stored.head(),
                        Histogram.of(home, hours, issue.firstSeen, stored.head().occurredAt(), now));
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
                Sparkline.of(Sparkline.Span.DAY, hours, now).bars(),
                Sparkline.of(Sparkline.Span.FORTNIGHT, hours, now).bars(),
                TagView.of(list, issue.eventCount, sql.tags(access.tenant(), issue.id, VALUES_OF_EACH_TAG)),
                access.may(Scope.EVENT_WRITE),
                access.may(Scope.EVENT_ADMIN),
                IssueView.Reading.of(walk == null ? home : walk.here(), arrangement),
                stored == null ? null : EventView.of(stored, arrangement),
                walk);
    }

    private IssueView.Walk walk(String home, Issue issue, ListedEvent event, Histogram histogram) {
        var position = events.distances(access.tenant(), event).position(issue.eventCount);
        return IssueView.Walk.of(
                home,
                event,
                events.neighbours(access.tenant(), event),
                position == 0
                        ? "one of " + Numbers.grouped(issue.eventCount)
                        : Numbers.grouped(position) + " of " + Numbers.grouped(issue.eventCount),
                histogram);
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
