package tocsin.bench;

import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Whether something grows in the course of a soak. What is said of it leaves out the time in which it settles in. */
final class Trend {

    /** Up to which growth of memory counts as flat: caches fill with the last day's partitions, and PSS is not exact. */
    private static final double SHARE = 0.1;

    private static final double MEGABYTES = 10;

    /** Autovacuum comes once a minute, so that what waits for it is a saw. */
    private static final double TEETH = 1.5;

    private static final long TUPLES = 10_000;

    private static final double SECONDS_PER_HOUR = 3600;

    private final List<SoakSample> samples;

    /** @param all in the order of time; the first sixth is left out */
    Trend(List<SoakSample> all) {
        this.samples = all.subList(all.size() / 6, all.size());
    }

    /** The slope of the straight line that fits best. */
    double perHour(ToDoubleFunction<SoakSample> value) {
        var meanSecond = mean(SoakSample::second);
        var meanValue = mean(value);
        var together = 0.0;
        var seconds = 0.0;
        for (var sample : samples) {
            together += (sample.second() - meanSecond) * (value.applyAsDouble(sample) - meanValue);
            seconds += Math.pow(sample.second() - meanSecond, 2);
        }
        return seconds == 0 ? 0 : together / seconds * SECONDS_PER_HOUR;
    }

    /** Whether so many megabytes grow by no more than a tenth, all in all. */
    boolean isFlat(ToDoubleFunction<SoakSample> megabytes) {
        var hours = (samples.getLast().second() - samples.getFirst().second()) / SECONDS_PER_HOUR;
        return perHour(megabytes) * hours <= Math.max(MEGABYTES, SHARE * mean(megabytes));
    }

    /** The p99 of an ordinary step, in the first and in the last third. */
    List<Double> p99() {
        return List.of(median(third(0)), median(third(2)));
    }

    boolean keepsItsP99() {
        return p99().getLast() <= Latency.allowed(p99().getFirst());
    }

    /** The most that waited for autovacuum, in the first and in the last third. */
    List<Long> mostDeadTuples() {
        return List.of(most(third(0)), most(third(2)));
    }

    /** How often it ran in the last third. */
    long autovacuums() {
        var third = third(2);
        return third.getLast().autovacuums() - third.getFirst().autovacuums();
    }

    /** Whether it still runs, and no more waits for it than before. */
    boolean isVacuumed() {
        var most = mostDeadTuples();
        return most.getLast() <= Math.max(TUPLES, TEETH * most.getFirst())
                && (autovacuums() > 0 || most.getLast() <= TUPLES);
    }

    private List<SoakSample> third(int which) {
        var from = samples.size() * which / 3;
        return samples.subList(from, Math.max(from + 1, samples.size() * (which + 1) / 3));
    }

    private double mean(ToDoubleFunction<SoakSample> value) {
        return samples.stream().mapToDouble(value).average().orElse(0);
    }

    private static double median(List<SoakSample> part) {
        return part.stream()
                .map(SoakSample::p99)
                .sorted(Comparator.naturalOrder())
                .toList()
                .get(part.size() / 2);
    }

    private static long most(List<SoakSample> part) {
        return part.stream().mapToLong(SoakSample::deadTuples).max().orElse(0);
    }
}
