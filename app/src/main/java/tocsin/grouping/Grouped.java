package tocsin.grouping;

import java.util.List;

/**
 * Where an event belongs and what to call it.
 *
 * @param version of the algorithm that made the keys
 * @param primary 32 bytes, from the application's own frames
 * @param secondary 32 bytes, from all frames; null when that says nothing else
 * @param reasons what was looked at, in order, whether it counted or not
 * @param type what went wrong, in a word; never null
 * @param value what it said, on one line; null when it said nothing
 * @param culprit where it went wrong; null when nobody knows
 */
public record Grouped(
        int version,
        byte[] primary,
        byte[] secondary,
        List<Reason> reasons,
        String type,
        String value,
        String culprit) {

    /** The type and what it said, as a list of issues shows it. */
    public String title() {
        return value == null ? type : type + ": " + value;
    }
}
