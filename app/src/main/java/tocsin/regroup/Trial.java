package tocsin.regroup;

import io.quarkus.qute.TemplateData;
import java.time.Duration;
import java.time.Instant;

/**
 * A look at what another grouping would do, under way or done.
 *
 * @param examined events so far
 * @param most events that are looked at
 * @param report null as long as there is none
 */
@TemplateData
public record Trial(
        long id, int version, String rules, String state, int examined, int most, Report report, Instant updatedAt) {

    /** After so long without a word the process that was at work is gone. */
    static final Duration SILENCE = Duration.ofSeconds(30);

    public boolean isRunning() {
        return state.equals("RUNNING") && updatedAt.plus(SILENCE).isAfter(Instant.now());
    }

    /** Its name in the API. */
    public String word() {
        return isRunning() ? "running" : report == null ? "failed" : "done";
    }
}
