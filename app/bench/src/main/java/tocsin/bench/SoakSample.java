package tocsin.bench;

import java.util.Locale;

/**
 * One step of a soak: memory as PSS in megabytes, latencies in milliseconds from the time at which events were to be sent.
 *
 * @param second since it began, at the end of the step
 * @param perSecond events that were accepted; fewer than were meant when the step took longer
 * @param deadTuples that wait for autovacuum in all tables
 * @param autovacuums how often one has run since it began
 */
record SoakSample(
        long second,
        long perSecond,
        double p50,
        double p99,
        long server,
        long postgres,
        long deadTuples,
        long autovacuums) {

    static final String HEAD = "second,accepted/s,p50 ms,p99 ms,server MB,postgres MB,dead tuples,autovacuums";

    String line() {
        return String.format(
                Locale.ROOT,
                "%d,%d,%.1f,%.1f,%d,%d,%d,%d",
                second,
                perSecond,
                p50,
                p99,
                server,
                postgres,
                deadTuples,
                autovacuums);
    }
}
