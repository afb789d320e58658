package tocsin.digest;

import tocsin.web.Spark;

/** What became of one kind of data of a project, and how often: one row of its page. {@code reason} may be empty. */
public record OutcomeRow(String category, String outcome, String tone, String reason, long total, Spark spark) {

    static OutcomeRow of(String category, String outcome, String reason, Spark spark) {
        return new OutcomeRow(category, outcome, tone(outcome), reason, spark.total(), spark);
    }

    /** Whether it never came to us: the SDK says that it threw it away. */
    public boolean byClient() {
        return outcome.equals("client_discarded");
    }

    boolean isStored() {
        return outcome.equals("stored");
    }

    /** What is lost stands out; what we do not store by design, or had already, does not. */
    private static String tone(String outcome) {
        return switch (outcome) {
            case "stored" -> "good";
            case "filtered", "not_stored" -> "";
            case "unprocessed" -> "warn";
            default -> "bad";
        };
    }
}
