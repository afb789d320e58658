package tocsin.digest;

import java.util.ArrayList;
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
        tallies.forEach(sum::add);
        return sum;
    }

    /** @return by how many bytes of memory this has grown, roughly */
    long add(Tally more) {
        var before = heads();
        var parts = 0L;
        for (var delta : more.issues.values()) {
            parts += issue(delta.ref, delta.project).add(delta);
        }
        outcomes.add(more.outcomes);
        return heads() - before + parts;
    }

    private long heads() {
        return 300L * issues.size() + 200L * outcomes.rows().size();
    }

    /** What is added to this issue. */
    IssueDelta issue(IssueDelta.Ref ref, long project) {
        return issues.computeIfAbsent(ref, r -> new IssueDelta(r, project));
    }

    /** In the order of (tenant, issue), in which every process locks. */
    Collection<IssueDelta> issues() {
        return issues.values();
    }

    /** Taken apart into pieces whose counting touches some so many rows each; what became of items is in the first. */
    List<Tally> pieces(int most) {
        var pieces = new ArrayList<Tally>();
        var piece = new Tally();
        piece.outcomes.add(outcomes);
        var rows = 0;
        for (var delta : issues.values()) {
            if (rows >= most) {
                pieces.add(piece);
                piece = new Tally();
                rows = 0;
            }
            piece.issues.put(delta.ref, delta);
            rows += delta.rows();
        }
        pieces.add(piece);
        return pieces;
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
