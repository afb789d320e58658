package tocsin.quota;

import tocsin.sentry.Category;

/**
 * So much of a category in a window, for all processes together.
 *
 * @param subject the quota's id, or the project's whose spikes are damped
 * @param category null for all of them
 */
public record Limit(
        Kind kind, String tenant, long subject, Level level, Category category, long amount, Window window) {

    /** Why there is a limit: somebody set it, or far more comes than usual. */
    public enum Kind {
        QUOTA,
        SPIKE
    }

    /** Reports on what was dropped are never dropped themselves. */
    boolean holdsFor(Category other) {
        return other != Category.INTERNAL && (category == null || category == other);
    }

    /** What an item takes of it. Bytes are counted where they are limited, not where everything is limited together. */
    long units(Category of, long quantity) {
        if (category != null) {
            return quantity;
        }
        return switch (of) {
            case ATTACHMENT -> 1;
            case LOG_BYTE, TRACE_METRIC_BYTE -> 0;
            default -> quantity;
        };
    }

    /** Under which outcomes are counted and SDKs are told. */
    public String reason() {
        return kind == Kind.SPIKE ? "spike" : "quota-" + subject;
    }
}
