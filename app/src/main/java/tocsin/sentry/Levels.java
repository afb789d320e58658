package tocsin.sentry;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import tocsin.sentry.SentryEvent.Level;

/** Levels by any name that SDKs give them. */
final class Levels {

    private Levels() {}

    /** Null when it is none. */
    static Level parse(JsonNode value) {
        return switch (value.asText().strip().toLowerCase(Locale.ROOT)) {
            // Python's logging sends its numbers
            case "debug", "trace", "10" -> Level.DEBUG;
            case "info", "log", "notice", "20" -> Level.INFO;
            case "warning", "warn", "30" -> Level.WARNING;
            case "error", "err", "40" -> Level.ERROR;
            case "fatal", "critical", "crash", "50" -> Level.FATAL;
            default -> null;
        };
    }

    static String wireName(Level level) {
        return switch (level) {
            case DEBUG -> "debug";
            case INFO -> "info";
            case WARNING -> "warning";
            case ERROR -> "error";
            case FATAL -> "fatal";
        };
    }
}
