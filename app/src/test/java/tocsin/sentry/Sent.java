package tocsin.sentry;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;

/** Events as tests write them down and the parser reads them. */
final class Sent {

    /** When they arrive. */
    static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    private Sent() {}

    static SentryEvent parse(String json) {
        return parse(json, Received.at(NOW));
    }

    /** Single quotes stand for double ones. */
    static SentryEvent parse(String json, Received received) {
        return EventParser.parse(json.replace('\'', '"').getBytes(UTF_8), received);
    }
}
