package tocsin.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The real events, multiplied: each variant has its own exception type on the original's stack, so it is its own issue. */
final class Corpus {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> OURS =
            List.of("event_id", "id", "timestamp", "received", "datetime", "project", "key_id");

    private final List<ObjectNode> originals;

    private Corpus(List<ObjectNode> originals) {
        this.originals = originals;
    }

    static Corpus read(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            var originals = new ArrayList<ObjectNode>();
            for (var file : files.filter(path -> path.toString().endsWith(".json"))
                    .sorted()
                    .toList()) {
                var event = (ObjectNode) JSON.readTree(file.toFile());
                originals.add(event.remove(OURS));
            }
            if (originals.isEmpty()) {
                throw new IOException("no events in " + folder);
            }
            return new Corpus(originals);
        }
    }

    /** The same events, leaving it to whoever sends them which issue they belong to. */
    Corpus withoutFingerprints() {
        return new Corpus(originals.stream()
                .map(event -> (ObjectNode) event.deepCopy().without("fingerprint"))
                .toList());
    }

    int originals() {
        return originals.size();
    }

    /** The real events as they are, in no particular order of size. */
    List<byte[]> jsons() throws IOException {
        var jsons = new ArrayList<byte[]>();
        for (var event : originals) {
            jsons.add(JSON.writeValueAsBytes(event));
        }
        return jsons;
    }

    /** What is sent where nothing else is asked for: 200 variants, as real as they are or cut to sizes. */
    List<Body> mix(String name) throws IOException {
        return switch (name) {
            case "real" -> bodies(200, 10);
            case "small-large" -> smallAndLarge(200);
            case "unknown" -> unknown(200, 100);
            default -> throw new IllegalArgumentException("--mix is real, small-large or unknown");
        };
    }

    /** {@code perVariant} bodies of each variant, which differ in the person they happened to; variants alternate. */
    List<Body> bodies(int variants, int perVariant) throws IOException {
        var bodies = new ArrayList<Body>();
        for (var person = 0; person < perVariant; person++) {
            for (var variant = 0; variant < variants; variant++) {
                bodies.add(new Body(JSON.writeValueAsBytes(variant(variant, person))));
            }
        }
        return bodies;
    }

    /**
     * As {@link #bodies}, where no two have a frame in common and all together have a hundred times as many as a server
     * remembers: what events cost whose frames never came before.
     */
    private List<Body> unknown(int variants, int perVariant) throws IOException {
        var bodies = new ArrayList<Body>();
        var line = 0;
        for (var person = 0; person < perVariant; person++) {
            for (var variant = 0; variant < variants; variant++) {
                var event = variant(variant, person);
                for (var frames : event.findValues("frames")) {
                    for (var frame : frames) {
                        if (frame instanceof ObjectNode known) {
                            known.put("lineno", ++line);
                        }
                    }
                }
                bodies.add(new Body(JSON.writeValueAsBytes(event)));
            }
        }
        return bodies;
    }

    /** Seven small bodies (about 2 KB) to three large ones (about 20 KB), as another mix that peers were measured with. */
    List<Body> smallAndLarge(int variants) throws IOException {
        var small = nearest(2_000);
        var large = nearest(20_000);
        var mixed = new ArrayList<Body>();
        for (var i = 0; i < variants; i++) {
            var pool = i % 10 < 7 ? small : large;
            mixed.add(new Body(JSON.writeValueAsBytes(variant(pool.get((i + i / 10) % pool.size()), i, 0))));
        }
        return mixed;
    }

    private List<ObjectNode> nearest(int size) {
        return originals.stream()
                .sorted(Comparator.comparingInt(
                        event -> Math.abs(event.toString().length() - size)))
                .limit(5)
                .toList();
    }

    private ObjectNode variant(int number, int person) {
        return variant(originals.get(number % originals.size()), number, person);
    }

    private static ObjectNode variant(ObjectNode original, int number, int person) {
        var event = original.deepCopy();
        var name = "V" + letters(number);
        var thrown = thrown(event);
        if (thrown != null) {
            thrown.put("type", thrown.path("type").asText("Error") + name);
            // A type that an SDK made up would tell nothing, and crashes of the system are grouped without it.
            if (thrown.get("mechanism") instanceof ObjectNode mechanism) {
                mechanism.remove("synthetic");
            }
        } else {
            event.remove("logentry");
            event.put("message", "the job " + name + " did not end");
        }
        if (person > 0 || !event.path("user").isObject()) {
            event.putObject("user").put("id", "person-" + person);
        }
        return event;
    }

    private static ObjectNode thrown(ObjectNode event) {
        var exception = event.has("exception") ? event.get("exception") : event.get("sentry.interfaces.Exception");
        if (exception == null) {
            return null;
        }
        var values = exception instanceof ArrayNode list ? list : exception.path("values");
        return values.isEmpty() ? null : values.get(values.size() - 1) instanceof ObjectNode last ? last : null;
    }

    /** Numbers as letters, because grouping rightly takes numbers in a message for something that varies. */
    private static String letters(int number) {
        var letters = new StringBuilder();
        for (var rest = number; letters.length() < 3 || rest > 0; rest /= 26) {
            letters.append((char) ('a' + rest % 26));
        }
        return letters.toString();
    }
}
