package tocsin.scrub;

/**
 * A rule that people made for a project.
 *
 * @param id by which remarks name it
 * @param expression the name of a field, or a regular expression
 */
public record Rule(String id, Kind kind, String expression, Action action) {

    /** What the expression is compared with. */
    public enum Kind {
        /** A field's name, whatever its case. */
        FIELD,
        /** Any text; a regular expression that takes time in proportion to the text, whatever it says. */
        PATTERN
    }

    /** What stands there afterwards. */
    public enum Action {
        /** {@code [Filtered]}. */
        REPLACE,
        /** As many stars. */
        MASK,
        /** Nothing. */
        REMOVE,
        /** A short text that is the same for the same value, in this project alone. */
        HASH
    }
}
