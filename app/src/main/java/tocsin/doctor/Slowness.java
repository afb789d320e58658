package tocsin.doctor;

import java.util.List;
import java.util.Locale;

/** Statements that take long: those that run now, and those of the past. */
record Slowness(List<Running> running, List<Past> past) {

    /** A statement that runs for that long is worth a look; a deletion may, a page may not. */
    static final int RUNNING_SECONDS = 60;

    /** The longest pages and ingest wait for is a second. */
    static final int PAST_MILLIS = 1_000;

    static final int PAST_CALLS = 20;

    private static final int SHOWN = 160;

    /** @param waitsFor a kind of PostgreSQL's, such as Lock; empty while it works */
    record Running(long seconds, String state, String waitsFor, String query) {}

    record Past(long millis, long calls, String query) {}

    Finding finding() {
        if (!running.isEmpty()) {
            var longest = running.getFirst();
            var idle = longest.state().startsWith("idle");
            return Finding.warning(
                    Check.STATEMENTS,
                    "one " + (idle ? "holds its transaction open and does nothing" : "runs") + " for "
                            + Backlog.ago(longest.seconds())
                            + (longest.waitsFor().isEmpty() || idle
                                    ? ""
                                    : ", waiting for " + longest.waitsFor().toLowerCase(Locale.ROOT))
                            + ": " + shown(longest.query()),
                    "pg_stat_activity says who it is; pg_cancel_backend(pid) ends it if nobody needs it.");
        }
        if (!past.isEmpty()) {
            var worst = past.getFirst();
            return Finding.warning(
                    Check.STATEMENTS,
                    "one takes " + worst.millis() + " ms on average, in " + worst.calls() + " calls: "
                            + shown(worst.query()),
                    "`analyze` gives PostgreSQL statistics, faster disks and more memory time. The support bundle has"
                            + " the plan.");
        }
        return Finding.good(Check.STATEMENTS, "none takes long");
    }

    private static String shown(String query) {
        var line = query.strip().replaceAll("\\s+", " ");
        return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
    }
}
