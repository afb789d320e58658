package tocsin.issue;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import tocsin.account.Access;
import tocsin.account.Scope;
import tocsin.account.VisibleProject;
import tocsin.event.Arrangement;
import tocsin.event.AttachmentSql;
import tocsin.event.EventMarkdown;
import tocsin.event.EventSql;
import tocsin.event.EventView;
import tocsin.event.FeedbackSql;
import tocsin.event.ListedEvent;
import tocsin.event.LongText;
import tocsin.event.StoredEvent;
import tocsin.event.WrittenFeedback;
import tocsin.web.Numbers;
import tocsin.web.Pair;

/** Gathers what the page of an issue shows. */
@ApplicationScoped
class IssueViews {

    private static final int VALUES_OF_EACH_TAG = 5;
    private static final int FEEDBACK = 5;

    private final Access access;
    private final IssueSql sql;
    private final EventSql events;
    private final AttachmentSql attachments;
    private final FeedbackSql feedback;

    IssueViews(Access access, IssueSql sql, EventSql events, AttachmentSql attachments, FeedbackSql feedback) {
        this.access = access;
        this.sql = sql;
        this.events = events;
        this.attachments = attachments;
        this.feedback = feedback;
    }

    /** {@code stored} may be null: an issue outlives its events. */
    IssueView of(VisibleProject project, Issue issue, StoredEvent stored, Arrangement arrangement) {
        var place = "/" + access.org() + "/" + project.slug();
        var list = place + "/issues";
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
                walk,
                stored == null || !stored.head().kept() ? null : kept(place),
                stored == null ? List.of() : attachments(place, stored.head()),
                feedback(place, issue));
    }

    private IssueView.Kept kept(String place) {
        return new IssueView.Kept(access.may(Scope.PROJECT_READ) ? place + "/settings/storage" : "");
    }

    private List<AttachmentRow> attachments(String place, ListedEvent event) {
        return attachments.of(access.tenant(), event.projectId(), List.of(event.id()), event.receivedAt()).stream()
                .map(attachment -> AttachmentRow.of(place, attachment))
                .toList();
    }

    private List<FeedbackRow> feedback(String place, Issue issue) {
        var written = feedback.ofIssue(access.tenant(), issue.projectId, issue.id, FEEDBACK);
        if (written.isEmpty()) {
            return List.of();
        }
        var files = attachments.of(
                access.tenant(),
                issue.projectId,
                written.stream().map(WrittenFeedback::id).toList(),
                written.getLast().receivedAt());
        return written.stream().map(one -> FeedbackRow.of(place, one, files)).toList();
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
