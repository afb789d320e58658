package tocsin.digest;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/**
 * Submissions that are written in one transaction. The id is written with them: when the answer to a commit was lost, a
 * second try finds it, or it was never committed.
 *
 * @param within the rounds that this is a part of: with it, their ids are written too, so that none of them is ever written
 *     as a whole again
 */
record Round(UUID id, List<Submission> submissions, List<UUID> within) {

    Round(UUID id, List<Submission> submissions) {
        this(id, submissions, List.of());
    }

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
                half(id, which),
                which == 0 ? submissions.subList(0, middle) : submissions.subList(middle, submissions.size()));
    }

    /** The ids of both halves. */
    List<UUID> halves() {
        return List.of(half(id, 0), half(id, 1));
    }

    /** The same round, of what is to be kept as it came. */
    Round raw(List<Submission> contents) {
        return part(derived(id, "raw"), contents);
    }

    /** The same round, without what is worth least of it. */
    Round light(List<Submission> contents) {
        return part(derived(id, "light"), contents);
    }

    private Round part(UUID partId, List<Submission> contents) {
        return new Round(
                partId,
                List.copyOf(contents),
                Stream.concat(within.stream(), Stream.of(id)).toList());
    }

    private static UUID half(UUID id, int which) {
        return derived(id, "" + which);
    }

    private static UUID derived(UUID id, String name) {
        return UUID.nameUUIDFromBytes((id + "/" + name).getBytes(StandardCharsets.UTF_8));
    }
}
