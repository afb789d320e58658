package tocsin.issue;

/** What people did to an issue; whoever cares observes it after the commit. */
public sealed interface IssueChange {

    String tenant();

    long project();

    long issue();

    record Resolved(String tenant, long project, long issue) implements IssueChange {}

    record Reopened(String tenant, long project, long issue) implements IssueChange {}

    record Muted(String tenant, long project, long issue) implements IssueChange {}

    record Deleted(String tenant, long project, long issue) implements IssueChange {}
}
