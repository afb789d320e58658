package tocsin.grouping;

import java.util.List;
import java.util.stream.Collectors;

/** A text in which not every line is a rule. */
public final class InvalidRules extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    /** A line and what is wrong with it. */
    public record Mistake(int line, String what) {

        @Override
        public String toString() {
            return "Line " + line + ": " + what;
        }
    }

    private final transient List<Mistake> mistakes;

    InvalidRules(List<Mistake> mistakes) {
        super(mistakes.stream().map(Mistake::toString).collect(Collectors.joining("; ")));
        this.mistakes = List.copyOf(mistakes);
    }

    public List<Mistake> mistakes() {
        return mistakes;
    }
}
