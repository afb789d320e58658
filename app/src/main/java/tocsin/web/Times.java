package tocsin.web;

import io.quarkus.qute.TemplateExtension;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** An instant as a person reads it: {@code {seen.ago}}, {@code {seen.exact}}; {@code {#time at=seen /}} shows both. */
@TemplateExtension
public final class Times {

    private static final DateTimeFormatter EXACT = DateTimeFormatter.ofPattern(
                    "d MMM uuuu, HH:mm:ss 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private Times() {}

    /** How long ago, in one unit; the script of the page keeps it true in the same words. */
    public static String ago(Instant at) {
        return ago(at, Clock.systemUTC().instant());
    }

    /** The full time, for whom “3h ago” is not enough. */
    public static String exact(Instant at) {
        return EXACT.format(at);
    }

    /** For {@code datetime} attributes. */
    public static String iso(Instant at) {
        return at.truncatedTo(ChronoUnit.MILLIS).toString();
    }

    static String ago(Instant at, Instant now) {
        var seconds = Duration.between(at, now).toSeconds();
        if (seconds < 60) {
            // Clocks differ by a little: what happens in a moment happens now.
            return seconds < -60 ? exact(at) : "just now";
        }
        if (seconds < 3_600) {
            return seconds / 60 + "m ago";
        }
        if (seconds < 86_400) {
            return seconds / 3_600 + "h ago";
        }
        var days = seconds / 86_400;
        if (days < 30) {
            return days + "d ago";
        }
        return days < 365 ? days / 30 + "mo ago" : days / 365 + "y ago";
    }
}
