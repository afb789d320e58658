package tocsin.scrub;

import java.util.List;

/**
 * What a project wants to be taken out of its events.
 *
 * @param on whether anything is
 * @param defaults passwords, tokens, card numbers and the like
 * @param emails e-mail addresses
 * @param addresses IP addresses, that of the connection included
 * @param sensitiveFields parts of names whose values go, whatever their case
 * @param safeFields names whose values always stay
 * @param salt makes hashes those of this project
 */
public record Privacy(
        boolean on,
        boolean defaults,
        boolean emails,
        boolean addresses,
        List<String> sensitiveFields,
        List<String> safeFields,
        List<Rule> rules,
        String salt) {

    /** What a project gets that never chose. */
    public static final Privacy DEFAULT = new Privacy(true, true, false, false, List.of(), List.of(), List.of(), "");

    public Privacy {
        sensitiveFields = List.copyOf(sensitiveFields);
        safeFields = List.copyOf(safeFields);
        rules = List.copyOf(rules);
    }
}
