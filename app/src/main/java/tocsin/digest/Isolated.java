package tocsin.digest;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tocsin.event.Payload;
import tocsin.sentry.EventWriter;

/** A submission that could not be written, with less in it that may be at fault. */
final class Isolated {

    private Isolated() {}

    /** Its events kept raw. */
    static Submission of(Submission submission, Exception cause) {
        var receivedAt = submission.origin().receivedAt();
        var items = submission.items().stream()
                .<Accepted>map(item -> switch (item) {
                    case Accepted.Stored stored ->
                        new Accepted.Unprocessed(stored.event().id(), cause.toString(), raw(stored, receivedAt));
                    case Accepted.Unprocessed raw -> raw;
                    case Accepted.Beside beside -> beside;
                    case Accepted.Counted counted -> counted;
                })
                .toList();
        return with(submission, items);
    }

    /**
     * The same without its files, which may be at fault and are counted as lost; or if it has none, without people's words.
     * Empty when nothing would be left that is worth more.
     */
    static Optional<Submission> lighter(Submission submission) {
        var items = submission.items();
        if (items.stream().anyMatch(Accepted.File.class::isInstance)) {
            return items.stream().anyMatch(item -> isEvent(item) || item instanceof Accepted.Words)
                    ? Optional.of(without(submission, Accepted.File.class))
                    : Optional.empty();
        }
        return items.stream().anyMatch(Accepted.Words.class::isInstance)
                        && items.stream().anyMatch(Isolated::isEvent)
                ? Optional.of(without(submission, Accepted.Words.class))
                : Optional.empty();
    }

    private static boolean isEvent(Accepted item) {
        return item instanceof Accepted.Stored || item instanceof Accepted.Unprocessed;
    }

    private static Submission without(Submission submission, Class<? extends Accepted.Beside> kind) {
        return with(
                submission,
                submission.items().stream()
                        .<Accepted>map(item -> kind.isInstance(item) ? ((Accepted.Beside) item).unavailable() : item)
                        .toList());
    }

    private static Submission with(Submission submission, List<Accepted> items) {
        return new Submission(submission.origin(), items, submission.written(), submission.since(), submission.stale());
    }

    private static byte[] raw(Accepted.Stored stored, Instant receivedAt) {
        return EventWriter.write(
                Payload.decode(Payload.FORMAT, stored.payload(), receivedAt).event());
    }
}
