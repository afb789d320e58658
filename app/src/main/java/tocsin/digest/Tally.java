package tocsin.digest;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What batches add to the numbers of issues and projects. Sums do not depend on their order, so tallies may be added up
 * before they are written, and written late.
 */
final class Tally {

    private final Map<IssueDelta.Ref, IssueDelta> issues = new TreeMap<>();
    final Outcomes outcomes = new Outcomes();

    static Tally of(List<Batch.Entry> events, Map<Batch.Entry, Long> assigned, Outcomes outcomes) {
        var tally = new Tally();
        for (var entry : events) {
            var ref = new IssueDelta.Ref(entry.origin().tenant(), assigned.get(entry));
            tally.issue(ref, entry.origin().project()).add(entry.stored());
        }
        tally.outcomes.add(outcomes);
        return tally;
    }

    static Tally sum(Collection<Tally> tallies) {
        var sum = new Tally();
        for (var tally : tallies) {
            tally.issues.values().forEach(delta -> sum.issue(delta.ref, delta.project)
                    .add(delta));
            sum.outcomes.add(tally.outcomes);
        }
        return sum;
    }

    /** What is added to this issue. */
    IssueDelta issue(IssueDelta.Ref ref, long project) {
        return issues.computeIfAbsent(ref, r -> new IssueDelta(r, project));
    }

    /** In the order of (tenant, issue), in which every process locks. */
    Collection<IssueDelta> issues() {
        return issues.values();
    }

    /** Bytes of memory that it takes, roughly. */
    long weight() {
        return 200L * outcomes.rows().size()
                + issues.values().stream().mapToLong(IssueDelta::weight).sum();
    }

    boolean isEmpty() {
        return issues.isEmpty() && outcomes.rows().isEmpty();
    }

    /** The same, taken apart: a row of the journal belongs to one tenant. */
    Map<String, Tally> byTenant() {
        var tallies = new TreeMap<String, Tally>();
        issues.forEach((ref, delta) ->
                tallies.computeIfAbsent(ref.tenant(), t -> new Tally()).issues.put(ref, delta));
        outcomes.rows().forEach((row, quantity) -> tallies.computeIfAbsent(row.tenant(), t -> new Tally())
                .outcomes
                .add(row, quantity));
        return tallies;
    }
}
