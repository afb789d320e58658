package tocsin.grouping;

import java.util.ArrayList;
import java.util.List;
import tocsin.sentry.SentryEvent;

/** The parts by which a program, or its project's rules, say what belongs together. */
final class Fingerprint {

    private static final Reason REPLACED =
            new Reason("stack, exception and message", "the fingerprint stands in their place", false);

    private Fingerprint() {}

    /** The evidence itself unless the program says otherwise; in the fingerprint it stands where default is written. */
    static Evidence applied(SentryEvent event, Variables variables, Evidence evidence) {
        var parts = event.fingerprint();
        return parts.stream().allMatch(Fingerprint::isDefault)
                ? evidence
                : replaced(parts, variables, evidence, List.of());
    }

    /** What a rule of the project says, which is stronger than the program's own word. */
    static Evidence ruled(FingerprintRule rule, Variables variables, Evidence evidence) {
        return replaced(rule.parts(), variables.ofRules(), evidence, List.of(rule.reason()));
    }

    private static Evidence replaced(List<String> parts, Variables variables, Evidence evidence, List<Reason> because) {
        var reasons = new ArrayList<>(because);
        for (var part : parts) {
            reasons.add(new Reason("fingerprint", Texts.cut(part, 200), true));
        }
        if (parts.stream().anyMatch(Fingerprint::isDefault)) {
            reasons.addAll(evidence.reasons());
        } else {
            reasons.add(REPLACED);
        }
        return new Evidence(
                expanded(variables, parts, evidence.own()), expanded(variables, parts, evidence.all()), reasons);
    }

    private static boolean isDefault(String part) {
        var variable = Variables.VARIABLE.matcher(part.strip());
        return variable.matches() && variable.group(1).equalsIgnoreCase("default");
    }

    private static List<String> expanded(Variables variables, List<String> parts, List<String> evidence) {
        var expanded = new ArrayList<String>();
        for (var part : parts) {
            if (isDefault(part)) {
                // The count keeps what follows from passing for a part of the evidence.
                expanded.add("default " + evidence.size());
                expanded.addAll(evidence);
            } else {
                expanded.add("fingerprint");
                expanded.add(variables.filled(part));
            }
        }
        return expanded;
    }
}
