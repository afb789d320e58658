package tocsin.issue;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tocsin.account.Access;
import tocsin.account.Audit;
import tocsin.event.EventSql;

/**
 * Every way people change issues. Each method is one transaction, touches only issues in projects that the person sees,
 * and says what it did.
 */
@ApplicationScoped
public class Issues {

    /** An issue that is different now, and what it was before: enough to undo it. */
    public record Changed(ListedIssue issue, Issue.Status before) {}

    private final Access access;
    private final IssueSql sql;
    private final EventSql events;
    private final Audit audit;
    private final Event<IssueChange> changes;

    Issues(Access access, IssueSql sql, EventSql events, Audit audit, Event<IssueChange> changes) {
        this.access = access;
        this.sql = sql;
        this.events = events;
        this.audit = audit;
        this.changes = changes;
    }

    /** Gives the issues this status; those that have it already and those that do not exist are left out. */
    @Transactional
    public List<Changed> become(Issue.Status status, Collection<Long> ids) {
        return change(ids.stream().distinct().collect(Collectors.toMap(id -> id, id -> status)));
    }

    /** Gives each issue a status of its own, which is how a change of many is undone. */
    @Transactional
    public List<Changed> become(Map<Long, Issue.Status> wanted) {
        return change(wanted);
    }

    private List<Changed> change(Map<Long, Issue.Status> wanted) {
        var changed = Issue.among(access.projects(), wanted.keySet()).stream()
                .filter(issue -> issue.status != wanted.get(issue.id))
                .map(issue -> new Changed(ListedIssue.of(issue).with(wanted.get(issue.id)), issue.status))
                .toList();
        for (var status : Issue.Status.values()) {
            set(
                    status,
                    changed.stream()
                            .map(Changed::issue)
                            .filter(issue -> issue.status() == status)
                            .toList());
        }
        return changed;
    }

    /** In a statement of its own: writing whole rows back would undo what arriving events count meanwhile. */
    private void set(Issue.Status status, List<ListedIssue> issues) {
        if (issues.isEmpty()) {
            return;
        }
        Issue.update(
                "status = ?1, statusAt = ?2, statusBy = ?3 where id in ?4",
                status,
                Instant.now(),
                access.user().id(),
                issues.stream().map(ListedIssue::id).toList());
        sql.announce(access.tenant(), projects(issues));
        for (var issue : issues) {
            audit.note("issue." + status.word, shortId(issue), issue.title());
            changes.fire(
                    switch (status) {
                        case RESOLVED -> new IssueChange.Resolved(access.tenant(), issue.projectId(), issue.id());
                        case UNRESOLVED -> new IssueChange.Reopened(access.tenant(), issue.projectId(), issue.id());
                        case MUTED -> new IssueChange.Muted(access.tenant(), issue.projectId(), issue.id());
                    });
        }
    }

    /** Deletes the issues with all their events; the same problem will come back as a new issue. */
    @Transactional
    public List<ListedIssue> delete(Collection<Long> ids) {
        var gone = Issue.among(access.projects(), ids).stream()
                .map(ListedIssue::of)
                .toList();
        if (gone.isEmpty()) {
            return gone;
        }
        for (var issue : gone) {
            events.delete(access.tenant(), issue.id());
            audit.note("issue.delete", shortId(issue), issue.title());
            changes.fire(new IssueChange.Deleted(access.tenant(), issue.projectId(), issue.id()));
        }
        Issue.delete("id in ?1", gone.stream().map(ListedIssue::id).toList());
        sql.announce(access.tenant(), projects(gone));
        return gone;
    }

    private String shortId(ListedIssue issue) {
        return new ShortId(access.project(issue.projectId()).slug(), issue.number()).toString();
    }

    private static Set<Long> projects(List<ListedIssue> issues) {
        return issues.stream().map(ListedIssue::projectId).collect(Collectors.toSet());
    }
}
