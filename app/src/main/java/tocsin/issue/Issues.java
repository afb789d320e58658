package tocsin.issue;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tocsin.account.Access;
import tocsin.account.Audit;
import tocsin.account.Refused;
import tocsin.regroup.Merge;
import tocsin.regroup.Merges;

/**
 * Every way people change issues. Each change is one transaction, touches only issues in projects that the person sees,
 * and says what it did.
 */
@ApplicationScoped
public class Issues {

    /** An issue that is different now, and what it was before: enough to undo it. */
    public record Changed(ListedIssue issue, Issue.Status before) {}

    private static final int MOST_MERGED = 100;

    private final Access access;
    private final IssueSql sql;
    private final Audit audit;
    private final Event<IssueChange> changes;
    private final Merges merges;

    Issues(Access access, IssueSql sql, Audit audit, Event<IssueChange> changes, Merges merges) {
        this.access = access;
        this.sql = sql;
        this.audit = audit;
        this.changes = changes;
        this.merges = merges;
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
        var issues = gone.stream().map(ListedIssue::id).toList();
        sql.markDeleted(access.tenant(), issues);
        merges.onlyKeyed(issues);
        announce(gone);
        return gone;
    }

    /** What became of a merge: the issue that is left, and those that are part of it now. */
    public record Merged(ListedIssue into, List<ListedIssue> parts) {}

    /**
     * Makes the issues one: that with the most events, of equals the oldest, goes on, with its status. Their events and
     * numbers follow by {@link #follow}.
     */
    public Merged merge(Collection<Long> ids) {
        return merges.patiently(ids, () -> mergeNow(ids));
    }

    private Merged mergeNow(Collection<Long> ids) {
        var all = Issue.among(access.projects(), ids).stream()
                .sorted(Comparator.comparingLong((Issue issue) -> -issue.eventCount)
                        .thenComparing(issue -> issue.firstSeen)
                        .thenComparing(issue -> issue.id))
                .map(ListedIssue::of)
                .toList();
        if (all.size() < 2) {
            throw new Refused("id", "To make issues one, choose at least two");
        }
        if (all.size() > MOST_MERGED) {
            throw new Refused("id", "At most " + MOST_MERGED + " issues at once");
        }
        var into = all.getFirst();
        if (all.stream().anyMatch(issue -> issue.projectId() != into.projectId())) {
            throw new Refused("id", "Issues of different projects cannot be one");
        }
        var parts = all.subList(1, all.size());
        merges.merge(
                into.projectId(),
                into.id(),
                parts.stream().map(ListedIssue::id).toList(),
                access.user().id());
        for (var part : parts) {
            audit.note("issue.merge", shortId(part), "into " + shortId(into));
            changes.fire(new IssueChange.Merged(access.tenant(), part.projectId(), part.id(), into.id()));
        }
        announce(all);
        return new Merged(into, parts);
    }

    /** Makes the issue one of its own again. */
    public ListedIssue undoMerge(long project, long merge) {
        return merges.patiently(
                List.of(merges.get(project, merge).into()), () -> undone(project, merges.undo(project, merge)));
    }

    /** Takes these keys, with their events, out of the issue; answers the issue that has them now. */
    public ListedIssue part(long project, long issue, Collection<String> keys) {
        return merges.patiently(List.of(issue), () -> partNow(project, issue, keys));
    }

    private ListedIssue partNow(long project, long issue, Collection<String> keys) {
        return switch (merges.part(project, issue, keys)) {
            case Merges.Parted.Undone(var merge) -> undone(project, merge);
            case Merges.Parted.Opened(var opened) -> parted(project, opened, issue, keys.size() + " keys out of ");
        };
    }

    private ListedIssue undone(long project, Merge merge) {
        return parted(project, merge.from(), merge.into(), "merge undone, out of ");
    }

    private ListedIssue parted(long project, long opened, long from, String detail) {
        var now = ListedIssue.of(Issue.get(List.of(project), opened));
        var before = ListedIssue.of(Issue.get(List.of(project), from));
        audit.note("issue.unmerge", shortId(now), detail + shortId(before));
        changes.fire(new IssueChange.Parted(access.tenant(), project, opened, from));
        announce(List.of(now));
        return now;
    }

    /** After a merge or its undoing: waits a little for events and numbers to follow. The rest follows by itself. */
    public void follow(long project) {
        merges.follow(project);
        sql.announce(access.tenant(), List.of(project));
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
