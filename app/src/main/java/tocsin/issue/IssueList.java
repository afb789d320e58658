package tocsin.issue;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import tocsin.account.Access;

/** A page of the list with the recent history of each issue on it, in two queries. */
@ApplicationScoped
class IssueList {

    record Page(IssueSlice slice, Map<Long, Sparkline> sparks) {}

    private final Access access;
    private final IssueSql sql;

    IssueList(Access access, IssueSql sql) {
        this.access = access;
        this.sql = sql;
    }

    Page page(
            Collection<Long> projects, IssueQuery query, IssueSort sort, Cursor from, int limit, Sparkline.Span span) {
        var slice = projects.isEmpty()
                ? new IssueSlice(List.of(), java.util.Optional.empty(), java.util.Optional.empty())
                : sql.slice(access.tenant(), projects, query, sort, from, limit);
        return new Page(slice, span == null ? Map.of() : sparks(slice.rows(), span));
    }

    private Map<Long, Sparkline> sparks(List<ListedIssue> rows, Sparkline.Span span) {
        var now = Instant.now();
        var ids = rows.stream().map(ListedIssue::id).toList();
        var history = ids.isEmpty()
                ? Map.<Long, List<IssueSql.Bucket>>of()
                : sql.history(access.tenant(), ids, span.since(now), span.bucket);
        return ids.stream()
                .collect(Collectors.toMap(
                        Function.identity(), id -> Sparkline.of(span, history.getOrDefault(id, List.of()), now)));
    }
}
