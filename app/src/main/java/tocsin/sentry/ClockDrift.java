package tocsin.sentry;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Corrects the times of a sender whose clock is wrong by about an hour or more. */
final class ClockDrift {

    /** Less may be the network, or an SDK that waited before it sent. */
    private static final Duration TOLERATED = Duration.ofMinutes(55);

    /** Whatever claims to be later than this after its receipt is a mistake. */
    private static final Duration FUTURE = Duration.ofDays(1);

    private final Instant receivedAt;
    private final Duration shift;

    ClockDrift(Received received) {
        receivedAt = received.at().truncatedTo(ChronoUnit.MICROS);
        var apart = received.sentAt() == null ? Duration.ZERO : Duration.between(received.sentAt(), receivedAt);
        shift = apart.abs().compareTo(TOLERATED) < 0 ? Duration.ZERO : apart.truncatedTo(ChronoUnit.MICROS);
    }

    Instant receivedAt() {
        return receivedAt;
    }

    boolean isDrifting() {
        return !shift.isZero();
    }

    Duration shift() {
        return shift;
    }

    /** The time by our clock; null when it is none that can be. */
    Instant corrected(Instant time) {
        var corrected = time.plus(shift);
        return Timestamps.valid(corrected) ? corrected : null;
    }

    boolean isFuture(Instant corrected) {
        return corrected.isAfter(receivedAt.plus(FUTURE));
    }
}
