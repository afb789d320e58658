package tocsin.issue;

/** What people did to an issue; whoever cares observes it after the commit. */
public sealed interface IssueChange {

    String tenant();

    long project();

    long issue();

    record Resolved(String tenant, long project, long issue) implements IssueChange {}

    record Reopened(String tenant, long project, long issue) implements IssueChange {}

    record Muted(String tenant, long project, long issue) implements IssueChange {}

    /** It became part of another. */
    record Merged(String tenant, long project, long issue, long into) implements IssueChange {}

    /** It is one of its own again, or for the first time; {@code from} is what it was part of. */
    record Parted(String tenant, long project, long issue, long from) implements IssueChange {}

    record Deleted(String tenant, long project, long issue) implements IssueChange {}
}
