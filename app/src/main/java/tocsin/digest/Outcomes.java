package tocsin.digest;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;

/** What became of everything in a batch, added up by hour, category, outcome, reason and key, in the table's order. */
final class Outcomes {

    record Row(String tenant, long project, Instant hour, String category, String outcome, String reason, long key)
            implements Comparable<Row> {

        private static final java.util.Comparator<Row> ORDER = java.util.Comparator.comparing(Row::tenant)
                .thenComparingLong(Row::project)
                .thenComparing(Row::hour)
                .thenComparing(Row::category)
                .thenComparing(Row::outcome)
                .thenComparing(Row::reason)
                .thenComparingLong(Row::key);

        @Override
        public int compareTo(Row other) {
            return ORDER.compare(this, other);
        }
    }

    private final Map<Row, Long> quantities = new TreeMap<>();

    void add(Origin origin, String category, String outcome, String reason, long quantity) {
        var hour = origin.receivedAt().truncatedTo(ChronoUnit.HOURS);
        add(new Row(origin.tenant(), origin.project(), hour, category, outcome, reason, origin.key()), quantity);
    }

    void add(Row row, long quantity) {
        quantities.merge(row, quantity, Long::sum);
    }

    void add(Outcomes more) {
        more.quantities.forEach(this::add);
    }

    void duplicate(Origin origin) {
        add(origin, "error", "filtered", "duplicate", 1);
    }

    Map<Row, Long> rows() {
        return quantities;
    }
}
