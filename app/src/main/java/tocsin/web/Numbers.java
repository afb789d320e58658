package tocsin.web;

import io.quarkus.qute.TemplateExtension;
import java.util.Locale;

/** A count as a person reads it: {@code {events.compact}} is “1.2k”, {@code {events.grouped}} is “1,234”. */
@TemplateExtension
public final class Numbers {

    private static final String[] UNITS = {"k", "M", "B", "T"};

    private Numbers() {}

    /** At most four signs; never more than there are. */
    public static String compact(Number count) {
        var value = count.longValue();
        if (Math.abs(value) < 1_000) {
            return Long.toString(value);
        }
        var scaled = Math.abs((double) value);
        var unit = -1;
        while (scaled >= 1_000 && unit < UNITS.length - 1) {
            scaled /= 1_000;
            unit++;
        }
        // Cut, not rounded: 999,999 is not yet a million.
        var cut = scaled < 100 ? Math.floor(scaled * 10) / 10 : Math.floor(scaled);
        var digits = cut == Math.floor(cut) ? Long.toString((long) cut) : String.format(Locale.ROOT, "%.1f", cut);
        return (value < 0 ? "-" : "") + digits + UNITS[unit];
    }

    /** Every digit, in groups of three. */
    public static String grouped(Number count) {
        return String.format(Locale.ENGLISH, "%,d", count.longValue());
    }
}
