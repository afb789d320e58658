package tocsin.sentry;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/** The short texts by which events are told apart and searched for, each with the characters that it may have. */
final class Labels {

    private static final int MAX_ENVIRONMENT = 64;
    private static final int MAX_FINGERPRINT_PARTS = 32;
    private static final int MAX_FINGERPRINT_PART = 1024;
    private static final String NO_ENVIRONMENT = "production";

    private Labels() {}

    static String release(Fields event) {
        return label(event, "release", Fields.NAME, c -> c >= ' ');
    }

    static String dist(Fields event) {
        return label(event, "dist", 64, c -> c < 128 && (Character.isLetterOrDigit(c) || "_.-".indexOf(c) >= 0));
    }

    /** {@code production} when the SDK says nothing, or something that is no name of an environment. */
    static String environment(Fields event) {
        var environment = label(event, "environment", MAX_ENVIRONMENT, c -> c >= ' ' && c != '/');
        if ("none".equalsIgnoreCase(environment)) {
            event.notes().invalid("environment", event.get("environment"), "a reserved name");
            return NO_ENVIRONMENT;
        }
        return environment == null ? NO_ENVIRONMENT : environment;
    }

    private static String label(Fields event, String name, int max, IntPredicate allowed) {
        var text = event.text(name, max);
        if (text == null) {
            return null;
        }
        var label = text.strip();
        for (var i = 0; i < label.length(); i++) {
            if (!allowed.test(label.charAt(i))) {
                event.notes().invalid(name, event.get(name), "a character that is not allowed");
                return null;
            }
        }
        return label;
    }

    /** What the SDK wants to group by, its own {@code checksum} of old included. */
    static List<String> fingerprint(Fields event) {
        var sent = event.get("fingerprint");
        if (sent == null) {
            var checksum = event.text("checksum", 128);
            return checksum == null ? List.of() : List.of(checksum);
        }
        var notes = event.notes();
        notes.enter("fingerprint");
        var parts = new ArrayList<String>();
        if (sent.isArray()) {
            for (var each : sent) {
                part(each, event, parts);
            }
        } else {
            part(sent, event, parts);
        }
        if (sent.size() > MAX_FINGERPRINT_PARTS) {
            notes.cut(sent.size());
        }
        notes.leave();
        return parts;
    }

    private static void part(JsonNode sent, Fields event, List<String> parts) {
        var notes = event.notes();
        notes.enter(parts.size());
        if (sent.isContainerNode() || Fields.isNoNumber(sent)) {
            notes.invalid(sent, "expected text");
        } else if (!sent.isNull() && parts.size() < MAX_FINGERPRINT_PARTS) {
            parts.add(event.shortened(sent.asText(), MAX_FINGERPRINT_PART));
        }
        notes.leave();
    }
}
