package tocsin.issue;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tocsin.account.Access;
import tocsin.account.Audit;

/**
 * Every way people change issues. Each change is one transaction, touches only issues in projects that the person sees,
 * and says what it did.
 */
@ApplicationScoped
public class Issues {

    /** An issue that is different now, and what it was before: enough to undo it. */
    public record Changed(ListedIssue issue, Issue.Status before) {}

    private final Access access;
    private final IssueSql sql;
    private final Audit audit;
    private final Event<IssueChange> changes;

    Issues(Access access, IssueSql sql, Audit audit, Event<IssueChange> changes) {
        this.access = access;
        this.sql = sql;
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
                .map(issue -> set(issue, wanted.get(issue.id)))
                .toList();
        announce(changed.stream().map(Changed::issue).toList());
        return changed;
    }

    private Changed set(Issue issue, Issue.Status status) {
        var before = issue.status;
        issue.status = status;
        issue.statusAt = Instant.now();
        issue.statusBy = access.user().id();
        var after = ListedIssue.of(issue);
        audit.note("issue." + status.word, shortId(after), after.title());
        changes.fire(
                switch (status) {
                    case RESOLVED -> new IssueChange.Resolved(access.tenant(), issue.projectId, issue.id);
                    case UNRESOLVED -> new IssueChange.Reopened(access.tenant(), issue.projectId, issue.id);
                    case MUTED -> new IssueChange.Muted(access.tenant(), issue.projectId, issue.id);
                });
        return new Changed(after, before);
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
            audit.note("issue.delete", shortId(issue), issue.title());
            changes.fire(new IssueChange.Deleted(access.tenant(), issue.projectId(), issue.id()));
        }
        sql.markDeleted(access.tenant(), gone.stream().map(ListedIssue::id).toList());
        announce(gone);
        return gone;
    }

    private String shortId(ListedIssue issue) {
        return new ShortId(access.project(issue.projectId()).slug(), issue.number()).toString();
    }

    private void announce(List<ListedIssue> issues) {
        if (!issues.isEmpty()) {
            sql.announce(
                    access.tenant(), issues.stream().map(ListedIssue::projectId).collect(Collectors.toSet()));
        }
    }
}
