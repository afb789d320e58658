package tocsin.digest;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Submissions that are written in one transaction. The id is written with them: when the answer to a commit was lost, a
 * second try finds it, or it was never committed.
 */
record Round(UUID id, List<Submission> submissions) {

    static Round of(List<Submission> submissions) {
        return new Round(ordered(System.currentTimeMillis()), List.copyOf(submissions));
    }

    /** A UUID of version 7: those of one time lie beside each other in the index. */
    private static UUID ordered(long millis) {
        var random = ThreadLocalRandom.current();
        return new UUID(millis << 16 | 0x7000 | random.nextInt(1 << 12), 1L << 63 | random.nextLong() >>> 2);
    }

    /** The first or second half; always under the same id, so that a second try knows which halves were written. */
    Round half(int which) {
        int middle = submissions.size() / 2;
        return part(
                "" + which,
                which == 0 ? submissions.subList(0, middle) : submissions.subList(middle, submissions.size()));
    }

    /** The same round with other contents. */
    Round part(String name, List<Submission> contents) {
        var derived = UUID.nameUUIDFromBytes((id + "/" + name).getBytes(StandardCharsets.UTF_8));
        return new Round(derived, List.copyOf(contents));
    }
}
