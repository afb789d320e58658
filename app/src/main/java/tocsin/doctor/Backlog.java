package tocsin.doctor;

import static java.util.concurrent.TimeUnit.HOURS;
import static java.util.concurrent.TimeUnit.MINUTES;

import tocsin.web.Words;

/**
 * What waits in the database, and for how many seconds the oldest has.
 *
 * @param batches whose numbers are not in the counts yet
 * @param facts of which no deliveries were made yet
 * @param late deliveries that nobody sends though they are due
 * @param vain deliveries that their targets did not take several times
 */
record Backlog(Waiting batches, Waiting facts, Waiting late, Waiting vain) {

    /** Counted no further than this. */
    static final int MOST = 10_000;

    /** How many, and how long the oldest. */
    record Waiting(long count, long seconds) {

        private boolean isOlderThan(long wanted) {
            return count > 0 && seconds > wanted;
        }

        private String of(String one, String many) {
            return (count >= MOST ? "at least " : "") + Words.of(count, one, many);
        }
    }

    Finding queue() {
        if (!batches.isOlderThan(MINUTES.toSeconds(2))) {
            return Finding.good(Check.QUEUE, "all events are in the counts of their issues");
        }
        var detail = batches.of("batch of events is", "batches of events are")
                + " stored and not yet in the counts of their issues, the oldest since " + ago(batches.seconds());
        var remedy = "It catches up by itself after a flood; if it does not, the log of the servers says why.";
        return batches.isOlderThan(MINUTES.toSeconds(15))
                ? Finding.bad(Check.QUEUE, detail, remedy)
                : Finding.warning(Check.QUEUE, detail, remedy);
    }

    Finding outbox() {
        if (facts.isOlderThan(MINUTES.toSeconds(10)) || late.isOlderThan(MINUTES.toSeconds(10))) {
            var oldest = Math.max(facts.seconds(), late.seconds());
            var detail = "not sent though due: " + facts.of("fact", "facts") + " and "
                    + late.of("delivery", "deliveries") + ", the oldest since " + ago(oldest);
            var remedy = "Mails and forwarded events go out late. Restart the servers, and look at what they log.";
            return oldest > HOURS.toSeconds(1)
                    ? Finding.bad(Check.OUTBOX, detail, remedy)
                    : Finding.warning(Check.OUTBOX, detail, remedy);
        }
        if (vain.isOlderThan(HOURS.toSeconds(1))) {
            return Finding.warning(
                    Check.OUTBOX,
                    vain.of("delivery is", "deliveries are") + " tried in vain, the oldest since "
                            + ago(vain.seconds()),
                    "Settings, Deliveries of each organization names target and error; for mails look at TOCSIN_SMTP_URL.");
        }
        return Finding.good(Check.OUTBOX, "mails and forwarded events are on their way");
    }

    static String ago(long seconds) {
        if (seconds < 2 * MINUTES.toSeconds(1)) {
            return seconds + " s";
        }
        return seconds < 2 * HOURS.toSeconds(1)
                ? seconds / MINUTES.toSeconds(1) + " minutes"
                : seconds / HOURS.toSeconds(1) + " hours";
    }
}
