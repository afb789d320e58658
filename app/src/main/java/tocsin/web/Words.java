package tocsin.web;

import io.quarkus.qute.TemplateExtension;
import java.util.List;
import java.util.Locale;

/** Small turns of language that templates need. */
@TemplateExtension
public final class Words {

    private static final List<String> UNITS = List.of("B", "KiB", "MiB", "GiB", "TiB", "PiB");

    private Words() {}

    /** The constant as a word: {@code {issue.level.word}} is “error”. */
    public static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** {@code {file.withLine(line)}} is “cart.ts:12”. */
    public static String withLine(String file, Object line) {
        return file + ":" + line;
    }

    /** {@code {events.noun("event", "events")}} is “event” or “events”. */
    public static String noun(Number count, String one, String many) {
        return count.longValue() == 1 ? one : many;
    }

    /** {@code {events.of("event", "events")}} is “1 event”, “2 events” or “1,234 events”. */
    public static String of(Number count, String one, String many) {
        return Numbers.grouped(count) + " " + noun(count, one, many);
    }

    /** {@code {size.bytes}} is “512 B”, “1.5 MiB” or “20 GiB”. */
    public static String bytes(Number size) {
        var amount = size.doubleValue();
        var unit = 0;
        while (amount >= 1024 && unit < UNITS.size() - 1) {
            amount /= 1024;
            unit++;
        }
        var digits = unit == 0 || amount == Math.rint(amount) || amount >= 100 ? "%.0f %s" : "%.1f %s";
        return String.format(Locale.ROOT, digits, amount, UNITS.get(unit));
    }
}
