package tocsin.digest;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Stream;
import tocsin.sentry.EventParser;
import tocsin.sentry.Feedback;
import tocsin.sentry.Received;
import tocsin.sentry.SentryEvent;

/** What an event says that may be the name of a person. */
@FunctionalInterface
interface Names {

    /** Those that may be a name of this kind. */
    Stream<String> of(Subject.Kind kind);

    /** Of its user and, where a name of that kind cannot be anything else, in its tags. */
    static Names in(SentryEvent event) {
        return kind -> Stream.concat(
                Stream.ofNullable(user(event, kind)),
                switch (kind) {
                    case EMAIL, IP -> event.tags().stream().map(SentryEvent.Tag::value);
                    case ID, USERNAME -> Stream.<String>empty();
                });
    }

    /** Of whoever wrote this. */
    static Names in(Feedback feedback) {
        return kind -> Stream.ofNullable(
                switch (kind) {
                    case EMAIL -> feedback.email();
                    case USERNAME -> feedback.name();
                    case ID, IP -> null;
                });
    }

    /** Of one kept as it came. What cannot be read at all is searched as text, between each two of its quotes. */
    static Names in(byte[] raw, UUID id, Instant receivedAt) {
        try {
            return in(EventParser.parse(raw, new Received(receivedAt, null, null, id)));
        } catch (RuntimeException | StackOverflowError e) {
            var pieces = new String(raw, StandardCharsets.UTF_8).split("\"");
            return kind -> Arrays.stream(pieces).skip(1);
        }
    }

    private static String user(SentryEvent event, Subject.Kind kind) {
        var user = event.user();
        if (user == null) {
            return null;
        }
        return switch (kind) {
            case ID -> user.id();
            case EMAIL -> user.email();
            case USERNAME -> user.username();
            case IP -> user.ipAddress();
        };
    }
}
