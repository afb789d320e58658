package tocsin.bench;

import org.HdrHistogram.Histogram;

/** What is said of histograms of microseconds. */
final class Latency {

    private static final double FACTOR = 1.5;
    private static final double MILLIS = 20;

    private Latency() {}

    static double millis(Histogram micros, double percentile) {
        return micros.getValueAtPercentile(percentile) / 1e3;
    }

    /**
     * The p99 up to which a load counts as keeping the one it had a moment ago: half as much again, and for a fast one
     * what the next run of the same would differ by on a machine that senders, server and database share.
     */
    static double allowed(double p99) {
        return Math.max(FACTOR * p99, p99 + MILLIS);
    }
}
