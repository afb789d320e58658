package tocsin.digest;

import java.time.Instant;
import tocsin.event.Payload;
import tocsin.sentry.EventWriter;

/** A submission whose events could not be written: each kept raw, beside what was only counted. */
final class Isolated {

    private Isolated() {}

    static Submission of(Submission submission, Exception cause) {
        var receivedAt = submission.origin().receivedAt();
        var items = submission.items().stream()
                .<Accepted>map(item -> switch (item) {
                    case Accepted.Stored stored ->
                        new Accepted.Unprocessed(stored.event().id(), cause.toString(), raw(stored, receivedAt));
                    case Accepted.Unprocessed raw -> raw;
                    case Accepted.Counted counted -> counted;
                })
                .toList();
        return new Submission(submission.origin(), items, submission.written(), submission.since(), submission.stale());
    }

    private static byte[] raw(Accepted.Stored stored, Instant receivedAt) {
        return EventWriter.write(
                Payload.decode(Payload.FORMAT, stored.payload(), receivedAt).event());
    }
}
