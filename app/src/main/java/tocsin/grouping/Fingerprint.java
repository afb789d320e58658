package tocsin.grouping;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tocsin.sentry.SentryEvent;

/** The parts by which a program says itself what belongs together. */
final class Fingerprint {

    private static final Pattern VARIABLE = Pattern.compile("\\{\\{\\s*([\\w.]+)\\s*}}");

    private Fingerprint() {}

    /** The evidence itself unless the program says otherwise; in the fingerprint it stands where default is written. */
    static Evidence applied(SentryEvent event, Title title, Evidence evidence) {
        var parts = event.fingerprint();
        if (parts.stream().allMatch(Fingerprint::isDefault)) {
            return evidence;
        }
        var reasons = new ArrayList<Reason>();
        for (var part : parts) {
            reasons.add(new Reason("fingerprint", Texts.cut(part, 200), true));
        }
        if (parts.stream().anyMatch(Fingerprint::isDefault)) {
            reasons.addAll(evidence.reasons());
        } else {
            reasons.add(new Reason("stack, exception and message", "the fingerprint stands in their place", false));
        }
        return new Evidence(
                expanded(event, title, parts, evidence.own()), expanded(event, title, parts, evidence.all()), reasons);
    }

    private static boolean isDefault(String part) {
        var variable = VARIABLE.matcher(part.strip());
        return variable.matches() && variable.group(1).equalsIgnoreCase("default");
    }

    private static List<String> expanded(SentryEvent event, Title title, List<String> parts, List<String> evidence) {
        var expanded = new ArrayList<String>();
        for (var part : parts) {
            if (isDefault(part)) {
                // The count keeps what follows from passing for a part of the evidence.
                expanded.add("default " + evidence.size());
                expanded.addAll(evidence);
            } else {
                expanded.add("fingerprint");
                expanded.add(VARIABLE.matcher(part)
                        .replaceAll(variable -> Matcher.quoteReplacement(
                                value(event, title, variable.group(1).toLowerCase(Locale.ROOT), variable.group()))));
            }
        }
        return expanded;
    }

    /** What SDKs let a fingerprint refer to; a name that we do not know stays as it is written. */
    private static String value(SentryEvent event, Title title, String name, String written) {
        var value =
                switch (name) {
                    case "type", "error.type" -> title.type();
                    case "value", "error.value", "message" -> title.value() == null ? title.type() : title.value();
                    case "transaction" -> event.transaction();
                    case "function", "stack.function", "module", "stack.module" -> title.culprit();
                    case "level" -> event.level().name().toLowerCase(Locale.ROOT);
                    case "logger" -> event.logger();
                    default -> written;
                };
        return value == null ? "" : value;
    }
}
