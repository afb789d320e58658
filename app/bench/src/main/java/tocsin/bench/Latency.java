package tocsin.bench;

import org.HdrHistogram.Histogram;

/** What is said of histograms of microseconds. */
final class Latency {

    /** What is promised at the maximum of what a server can do. */
    private static final double PROMISED_MILLIS = 100;

    private Latency() {}

    static double millis(Histogram micros, double percentile) {
        return micros.getValueAtPercentile(percentile) / 1e3;
    }

    /** Whether a load beside something else is served as promised, or nearly as well as without that. */
    static boolean isKept(Histogram without, Histogram with) {
        return millis(with, 99) <= Math.max(PROMISED_MILLIS, 2 * millis(without, 99));
    }
}
