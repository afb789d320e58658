package tocsin.sentry;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/**
 * What stands in the two upper levels of a JSON object: words, sizes of lists, and what else there is. Read in a stream,
 * so that it costs no memory to look at what is not stored. Names of the second level are {@code outer.inner}.
 */
final class JsonOutline {

    private static final int LONGEST = 200;
    private static final int MOST = 200;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            // Names are foreign and may be long; nothing of them stays for the next
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool())
            .build();

    private final Map<String, String> words = new HashMap<>();
    private final Map<String, Long> sizes = new HashMap<>();

    private JsonOutline() {}

    /** {@link MalformedEvent} when this is no JSON object. */
    static JsonOutline of(byte[] json) {
        var outline = new JsonOutline();
        try (var parser = FACTORY.createParser(new InputStreamReader(new ByteArrayInputStream(json), UTF_8))) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new MalformedEvent("no JSON object");
            }
            outline.object(parser, "", true);
            if (parser.nextToken() != null) {
                throw new MalformedEvent("more than one JSON object");
            }
            return outline;
        } catch (JsonProcessingException e) {
            throw new MalformedEvent("no valid JSON");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void object(JsonParser parser, String prefix, boolean upper) throws IOException {
        for (var name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            var token = parser.nextToken();
            var path = prefix + (name.length() > LONGEST ? name.substring(0, LONGEST) : name);
            var noted = words.size() < MOST;
            if (token == JsonToken.START_ARRAY) {
                var size = array(parser);
                if (noted) {
                    sizes.put(path, size);
                    words.put(path, "");
                }
            } else if (token == JsonToken.START_OBJECT) {
                if (noted) {
                    words.put(path, "");
                }
                if (upper) {
                    object(parser, path + ".", false);
                } else {
                    parser.skipChildren();
                }
            } else if (token != JsonToken.VALUE_NULL && noted) {
                var text = parser.getText();
                words.put(path, text.length() > LONGEST ? text.substring(0, LONGEST) : text);
            }
        }
    }

    private static long array(JsonParser parser) throws IOException {
        var size = 0L;
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            size++;
            parser.skipChildren();
        }
        return size;
    }

    /** Whether there is anything by that name, but null. */
    boolean has(String name) {
        return words.containsKey(name);
    }

    /** Null when there is none. */
    String text(String name) {
        return words.get(name);
    }

    /** How long the list is; -1 when there is none. */
    long size(String name) {
        return sizes.getOrDefault(name, -1L);
    }
}
