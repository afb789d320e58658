package tocsin.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import tocsin.web.Words;

/**
 * Why a part of an event is not as it was sent.
 *
 * @param field where it stands
 * @param what happened to it
 */
public record Remark(String field, String what) {

    private static final int SHOWN = 100;
    private static final int MAX_DEPTH = 100;

    /** In the order of the event; what SDKs remarked themselves is among them. */
    static List<Remark> of(JsonNode meta) {
        var remarks = new ArrayList<Remark>();
        if (meta != null) {
            collect(meta, "", 0, remarks);
        }
        return List.copyOf(remarks);
    }

    private static void collect(JsonNode meta, String path, int depth, List<Remark> remarks) {
        for (var entry : meta.properties()) {
            if (remarks.size() >= SHOWN || depth > MAX_DEPTH) {
                return;
            }
            if (entry.getKey().isEmpty()) {
                remark(entry.getValue(), path, remarks);
            } else if (entry.getValue().isObject()) {
                var field = path.isEmpty() ? entry.getKey() : path + "." + entry.getKey();
                collect(entry.getValue(), field, depth + 1, remarks);
            }
        }
    }

    private static void remark(JsonNode about, String field, List<Remark> remarks) {
        for (var each : about.path("rem")) {
            var rule = each.path(0).asText();
            remarks.add(new Remark(
                    field, rule.equals("!limit") ? trimmed(each.path(1).asText(), about.path("len")) : takenOut(rule)));
        }
    }

    private static String trimmed(String kind, JsonNode length) {
        if (kind.equals("s")) {
            return length.isInt()
                    ? "shortened, was " + Words.of(length.intValue(), "character", "characters")
                    : "shortened";
        }
        return length.isInt() ? "parts left out, were " + length.intValue() : "left out";
    }

    private static String takenOut(String rule) {
        return switch (rule) {
            case "@password" -> "taken out: secret by its name";
            case "@cookie" -> "taken out: cookie";
            case "@creditcard" -> "taken out: card number";
            case "@iban" -> "taken out: account number";
            case "@jwt", "@token", "@bearer" -> "taken out: token";
            case "@privatekey" -> "taken out: private key";
            case "@userinfo" -> "taken out: password in an address";
            case "@email" -> "taken out: e-mail address";
            case "@ip" -> "taken out: IP address";
            default -> "taken out by rule " + rule;
        };
    }
}
