package tocsin.quota;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;

/** The time in which a quota's number counts; by UTC's clock and calendar, so that all processes begin together. */
public enum Window {
    MINUTE(ChronoUnit.MINUTES),
    HOUR(ChronoUnit.HOURS),
    DAY(ChronoUnit.DAYS),
    MONTH(ChronoUnit.MONTHS);

    private final ChronoUnit unit;

    Window(ChronoUnit unit) {
        this.unit = unit;
    }

    /** When the window around this time began, both in milliseconds since 1970. */
    long start(long millis) {
        return began(millis).toInstant().toEpochMilli();
    }

    /** When it ends: the next one's beginning. */
    long end(long millis) {
        return began(millis).plus(1, unit).toInstant().toEpochMilli();
    }

    private ZonedDateTime began(long millis) {
        var at = Instant.ofEpochMilli(millis).atZone(ZoneOffset.UTC);
        return this == MONTH ? at.truncatedTo(ChronoUnit.DAYS).withDayOfMonth(1) : at.truncatedTo(unit);
    }

    /** For people: {@code minute}. */
    public String label() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
