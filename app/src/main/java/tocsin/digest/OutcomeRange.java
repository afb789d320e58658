package tocsin.digest;

import jakarta.ws.rs.BadRequestException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** The hours or days, whole ones of UTC, whose outcomes are asked for: from {@code from} up to {@code to}, without that. */
record OutcomeRange(Instant from, Instant to, Interval interval) {

    /** What is counted together. Outcomes are kept by the hour. */
    enum Interval {
        HOUR(ChronoUnit.HOURS, Duration.ofDays(1), Duration.ofDays(31)),
        DAY(ChronoUnit.DAYS, Duration.ofDays(14), Duration.ofDays(366));

        final ChronoUnit unit;
        private final Duration usual;
        private final Duration most;

        Interval(ChronoUnit unit, Duration usual, Duration most) {
            this.unit = unit;
            this.usual = usual;
            this.most = most;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        private static Interval of(String word) {
            return switch (word == null ? "" : word) {
                case "", "hour" -> HOUR;
                case "day" -> DAY;
                default -> throw new BadRequestException("“interval” can be hour or day.");
            };
        }

        private Instant floor(Instant at) {
            return at.atOffset(ZoneOffset.UTC).truncatedTo(unit).toInstant();
        }
    }

    /** As the API is asked: each may be absent. {@code to} is now, {@code from} a day or, by days, a fortnight before it. */
    static OutcomeRange of(String from, String to, String interval, Instant now) {
        var by = Interval.of(interval);
        var end = to == null || to.isEmpty() ? now : instant("to", to);
        var begin = from == null || from.isEmpty()
                ? by.floor(end.minusNanos(1)).plus(1, by.unit).minus(by.usual)
                : by.floor(instant("from", from));
        if (!begin.isBefore(end)) {
            throw new BadRequestException("“from” is not before “to”.");
        }
        if (Duration.between(begin, end).compareTo(by.most.plus(by.unit.getDuration())) > 0) {
            throw new BadRequestException(
                    "By the " + by.word() + " at most " + by.most.toDays() + " days can be asked for at once.");
        }
        return new OutcomeRange(begin, end, by);
    }

    /** So many whole intervals of which the last is now. */
    static OutcomeRange last(int intervals, Interval by, Instant now) {
        return new OutcomeRange(by.floor(now).minus(intervals - 1L, by.unit), now, by);
    }

    int size() {
        return place(to.minusNanos(1)) + 1;
    }

    /** The how manieth interval it is in. */
    int place(Instant at) {
        return (int) interval.unit.between(from, at);
    }

    Instant begin(int place) {
        return from.plus(place, interval.unit);
    }

    private static Instant instant(String name, String text) {
        try {
            // The clocks of the database end somewhere, too.
            var at = java.time.OffsetDateTime.parse(text).toInstant();
            if (at.isBefore(Instant.EPOCH) || at.isAfter(Instant.parse("9000-01-01T00:00:00Z"))) {
                throw new BadRequestException("“" + name + "” is not a time of ours.");
            }
            return at;
        } catch (DateTimeParseException e) {
            throw new BadRequestException("“" + name + "” is a time like 2026-05-01T12:00:00Z.");
        }
    }
}
