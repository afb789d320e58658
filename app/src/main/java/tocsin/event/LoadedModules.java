package tocsin.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.StreamSupport;
import tocsin.web.Pair;

/**
 * The programs and libraries that a crashed program had loaded, as the event's page lists them: where each lay in memory,
 * and the ids by which its symbols are found.
 */
final class LoadedModules {

    private static final int MOST = 500;

    private LoadedModules() {}

    /** @param debugMeta as the SDK sent it or a crash dump had it; may be null */
    static List<Pair> of(JsonNode debugMeta) {
        if (debugMeta == null || !debugMeta.path("images").isArray()) {
            return List.of();
        }
        var images = debugMeta.path("images");
        var modules = new ArrayList<>(StreamSupport.stream(images.spliterator(), false)
                .filter(JsonNode::isObject)
                .limit(MOST)
                .map(LoadedModules::module)
                .toList());
        if (images.size() > MOST) {
            modules.add(new Pair("…", (images.size() - MOST) + " more in the raw JSON"));
        }
        return modules;
    }

    private static Pair module(JsonNode image) {
        var file = text(image, "code_file", "name", "debug_file");
        var parts = new StringJoiner(", ");
        var range = range(image);
        if (!range.isEmpty()) {
            parts.add(range);
        }
        add(parts, "debug id ", text(image, "debug_id", "uuid"));
        add(parts, "code id ", text(image, "code_id"));
        return PairTable.of(
                file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1), parts.toString());
    }

    private static void add(StringJoiner parts, String what, String value) {
        if (!value.isEmpty()) {
            parts.add(what + value);
        }
    }

    /** From the first address to the last; the first alone when nobody says how large it was. */
    private static String range(JsonNode image) {
        var start = text(image, "image_addr");
        try {
            var address = Long.decode(start);
            var size = image.path("image_size").asLong();
            return "0x" + Long.toHexString(address) + (size > 0 ? " – 0x" + Long.toHexString(address + size - 1) : "");
        } catch (NumberFormatException e) {
            return start;
        }
    }

    /** The first of these that says something. */
    private static String text(JsonNode image, String... names) {
        for (var name : names) {
            var text = image.path(name).asText("");
            if (!text.isBlank() && !text.equals("null")) {
                return text;
            }
        }
        return "";
    }
}
