package tocsin.bench;

import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * How some senders were served.
 *
 * @param answers how often they were answered with each status
 * @param micros how long that took
 */
record Served(Map<Integer, Long> answers, Histogram micros) {

    /** Those who were told that their event is taken; who got no answer was not. */
    long accepted() {
        return answers.getOrDefault(200, 0L);
    }

    long sent() {
        return answers.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Whether anything was sent, and all of it was taken. */
    boolean isWhole() {
        return accepted() > 0 && accepted() == sent();
    }

    double p50() {
        return Latency.millis(micros, 50);
    }

    double p99() {
        return Latency.millis(micros, 99);
    }

    /** Puts both into the report, and promises that the fault has made no difference to them. */
    static void compare(String who, Served before, Served beside, Report report) {
        put(who, before, beside, report);
        var allowed = Latency.allowed(before.p99());
        report.put(who + "P99MillisAllowed", allowed);
        report.promise("%s keep their p99, at most %.1f ms".formatted(who, allowed), beside.p99() <= allowed);
        report.promise(who + " are not refused", before.isWhole() && beside.isWhole());
    }

    static void put(String who, Served before, Served beside, Report report) {
        report.put(who + "Answers", List.of(before.answers(), beside.answers()));
        report.put(who + "P50Millis", List.of(before.p50(), beside.p50()));
        report.put(who + "P99Millis", List.of(before.p99(), beside.p99()));
    }
}
