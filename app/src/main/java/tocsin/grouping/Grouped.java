package tocsin.grouping;

import java.util.ArrayList;
import java.util.List;

/**
 * Where an event belongs and what to call it.
 *
 * @param version of the algorithm that made the keys
 * @param primary 32 bytes, from the application's own frames
 * @param secondary 32 bytes, from all frames; null when that says nothing else
 * @param former the keys by the version that the project had before, while it changes; mostly none
 * @param reasons what was looked at, in order, whether it counted or not
 * @param type what went wrong, in a word; never null
 * @param value what it said, on one line; null when it said nothing
 * @param culprit where it went wrong; null when nobody knows
 */
public record Grouped(
        int version,
        byte[] primary,
        byte[] secondary,
        List<byte[]> former,
        List<Reason> reasons,
        String type,
        String value,
        String culprit) {

    /** Every key that finds its issue, the strongest first. */
    public List<byte[]> keys() {
        var keys = new ArrayList<byte[]>(4);
        keys.add(primary);
        if (secondary != null) {
            keys.add(secondary);
        }
        keys.addAll(former);
        return keys;
    }

    /** The same with the keys of another version beside its own. */
    Grouped beside(List<byte[]> others) {
        return new Grouped(version, primary, secondary, others, reasons, type, value, culprit);
    }

    /** The same event with the keys that it was given before. */
    public Grouped with(int keyVersion, byte[] first, byte[] second, List<byte[]> others) {
        return new Grouped(keyVersion, first, second, others, reasons, type, value, culprit);
    }

    /** The same without saying why, which is many times as long. */
    public Grouped unexplained() {
        return new Grouped(version, primary, secondary, former, List.of(), type, value, culprit);
    }

    /** The type and what it said, as a list of issues shows it. */
    public String title() {
        return value == null ? type : type + ": " + value;
    }
}
