package tocsin.bench;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a number of a row is promised to be. One that was not measured breaks no promise.
 *
 * @param name of the number in the row
 * @param least that it may be
 * @param most that it may be
 */
record Bound(String name, double least, double most) {

    /** The whole of what is sent is two hundred problems, each often. */
    static final List<Bound> ISSUES = List.of(new Bound("issues", 200, 200));

    /** Of the native executable on two processors that it shares with PostgreSQL and the load. */
    static final List<Bound> APPLIANCE = List.of(
            atLeast("processedPerSecond", 5_000),
            atMost("cpuMillisPerEvent", 0.30),
            atMost("generatorCpuMillisPerEvent", 0.05),
            atMost("p99Millis", 100),
            atMost("halfLoadP99Millis", 20),
            atLeast("slowCommitsPercent", 70),
            atMost("slowCommitsHalfLoadP99Millis", 60),
            atMost("peakServerMegabytes", 150),
            atMost("peakMegabytes", 250),
            atMost("diskBytesPerEvent", 2_000),
            atMost("listP95Millis", 20));

    /** However much there is already. */
    static final List<Bound> GROWTH = List.of(atMost(GrowthBench.LOSS, 20), atMost("listP95Millis", 100));

    private static Bound atLeast(String name, double least) {
        return new Bound(name, least, Double.MAX_VALUE);
    }

    private static Bound atMost(String name, double most) {
        return new Bound(name, -Double.MAX_VALUE, most);
    }

    /** A sentence for each that the row does not keep. */
    static List<String> broken(List<Bound> bounds, String side, Map<String, Object> row) {
        return bounds.stream().flatMap(bound -> bound.broken(side, row)).toList();
    }

    private Stream<String> broken(String side, Map<String, Object> row) {
        if (!(row.get(name) instanceof Number number)
                || number.doubleValue() >= least && number.doubleValue() <= most) {
            return Stream.empty();
        }
        var promised = least == most
                ? text(least)
                : number.doubleValue() < least ? text(least) + " at least" : text(most) + " at most";
        return Stream.of("%s: %s is %s, promised are %s".formatted(side, name, text(number.doubleValue()), promised));
    }

    private static String text(double number) {
        return number == Math.rint(number)
                ? String.valueOf((long) number)
                : String.format(Locale.ROOT, number < 1 ? "%.3f" : "%.1f", number);
    }
}
