package tocsin.sentry;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Foreign JSON as a tree of bounded depth and size. What is nested too deep or is too much stands in the tree as
 * {@link MissingNode}; NaN and Infinity as numbers; of duplicate keys the last.
 */
final class JsonText {

    static final int MAX_DEPTH = 64;

    /** Beyond this the text is cut before it is parsed: Jackson would keep a context for each level. */
    private static final int MAX_PARSED_DEPTH = 1000;

    /** About how many bytes of memory the tree may take; no honest event of a mebibyte comes near. */
    static final int MAX_WEIGHT = 12_000_000;

    /** What is kept of those that are heavier; so much less that what is written of them never meets the limit. */
    private static final int CUT_WEIGHT = 7_000_000;

    /** Names are remembered from one event to the next, thousands of them: only while they are short. */
    private static final int MAX_REMEMBERED_NAME = 500;

    private static final JsonFactory FACTORY = factory(MAX_REMEMBERED_NAME).build();

    /** For what the other refuses. It takes names of any length and remembers none. */
    private static final JsonFactory PATIENT = factory(Integer.MAX_VALUE)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .build();

    /** How UTF-8 from some systems begins; not part of the text. */
    private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    /** The same JSON from its beginning, each time. */
    private interface Source {
        JsonParser open() throws IOException;
    }

    private final JsonParser parser;
    private final boolean cutting;
    private int limit;
    private int weight;

    private JsonText(JsonParser parser, boolean cutting) {
        this.parser = parser;
        this.cutting = cutting;
        this.limit = cutting ? CUT_WEIGHT : MAX_WEIGHT;
    }

    /** The object that these bytes say; {@link MalformedEvent} when they say none. */
    static ObjectNode read(byte[] json) {
        return read(json, null);
    }

    /** @param known what of it need not be read again; null for nothing */
    static ObjectNode read(byte[] json, KnownFrames known) {
        var plain = PlainJson.read(json, known);
        return plain == null ? patient(json) : plain;
    }

    static ObjectNode patient(byte[] json) {
        var from = hasMark(json) ? MARK.length : 0;
        try {
            return read(() -> FACTORY.createParser(json, from, json.length - from));
        } catch (JsonProcessingException e) {
            // Decoding first turns invalid UTF-8 into U+FFFD, where Jackson refuses it; long names are read there as
            // well
            return readText(new String(json, from, json.length - from, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean hasMark(byte[] json) {
        return json.length >= MARK.length && Arrays.equals(json, 0, MARK.length, MARK, 0, MARK.length);
    }

    private static JsonFactoryBuilder factory(int longestName) {
        return (JsonFactoryBuilder) JsonFactory.builder()
                .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .disable(JsonFactory.Feature.CHARSET_DETECTION)
                // Requests run on threads of their own, so buffers that belong to a thread would never be used again
                .recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool())
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_PARSED_DEPTH)
                        .maxStringLength(Integer.MAX_VALUE)
                        .maxNumberLength(Integer.MAX_VALUE)
                        .maxNameLength(longestName)
                        .build());
    }

    private static ObjectNode readText(String text) {
        try {
            return read(() -> PATIENT.createParser(text));
        } catch (StreamConstraintsException e) {
            return readCut(text);
        } catch (JsonProcessingException e) {
            throw malformed(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ObjectNode readCut(String text) {
        var cut = DepthCut.cut(text, MAX_DEPTH + 1);
        try {
            return read(() -> PATIENT.createParser(cut));
        } catch (JsonProcessingException e) {
            throw malformed(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MalformedEvent malformed(JsonProcessingException e) {
        var at = e.getLocation();
        return new MalformedEvent("no valid JSON" + (at == null ? "" : " at character " + at.getCharOffset()));
    }

    private static ObjectNode read(Source source) throws IOException {
        var whole = read(source, false);
        return whole == null ? read(source, true) : whole;
    }

    /** Null when it is too heavy and may not be cut. */
    private static ObjectNode read(Source source, boolean cutting) throws IOException {
        try (var parser = source.open()) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new MalformedEvent("no JSON object");
            }
            var reader = new JsonText(parser, cutting);
            var tree = reader.object(1);
            if (!cutting && reader.isFull()) {
                return null;
            }
            if (parser.nextToken() != null) {
                throw new MalformedEvent("more than one JSON object");
            }
            return tree;
        }
    }

    private boolean isFull() {
        return weight > limit;
    }

    private ObjectNode object(int depth) throws IOException {
        var object = JsonNodeFactory.instance.objectNode();
        for (var name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
            parser.nextToken();
            if (cutting && depth == 1) {
                // One field that is too heavy must not cost the others
                limit = weight + (CUT_WEIGHT - weight) / 2;
            }
            if (isFull()) {
                parser.skipChildren();
                continue;
            }
            weight += 2 * name.length();
            object.set(name, value(depth));
        }
        return object;
    }

    private ArrayNode array(int depth) throws IOException {
        var array = JsonNodeFactory.instance.arrayNode();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (isFull()) {
                parser.skipChildren();
            } else {
                array.add(value(depth));
            }
        }
        return array;
    }

    private JsonNode value(int depth) throws IOException {
        weight += 48;
        var token = parser.currentToken();
        if (!token.isStructStart()) {
            return isFull() ? MissingNode.getInstance() : scalar(token);
        }
        weight += 150;
        if (depth >= MAX_DEPTH || isFull()) {
            parser.skipChildren();
            return MissingNode.getInstance();
        }
        return token == JsonToken.START_OBJECT ? object(depth + 1) : array(depth + 1);
    }

    private JsonNode scalar(JsonToken token) throws IOException {
        return switch (token) {
            case VALUE_STRING -> {
                var text = parser.getText();
                weight += 2 * text.length();
                yield TextNode.valueOf(text);
            }
            case VALUE_NUMBER_INT -> integer();
            case VALUE_NUMBER_FLOAT -> DoubleNode.valueOf(parser.getDoubleValue());
            case VALUE_TRUE -> BooleanNode.TRUE;
            case VALUE_FALSE -> BooleanNode.FALSE;
            default -> NullNode.getInstance();
        };
    }

    private JsonNode integer() throws IOException {
        var length = parser.getTextLength();
        if (length <= 18) {
            return integer(parser.getLongValue());
        }
        // Exact as long as anybody could mean it: to make a number of a million digits takes too long
        return length <= 40
                ? integer(new BigInteger(parser.getText()))
                : DoubleNode.valueOf(Double.parseDouble(parser.getText()));
    }

    /** One value has one kind of node, so that trees that say the same are equal. */
    static JsonNode integer(JsonNode number) {
        return number.canConvertToLong() ? integer(number.longValue()) : integer(number.bigIntegerValue());
    }

    private static JsonNode integer(BigInteger value) {
        if (value.bitLength() < Long.SIZE) {
            return integer(value.longValue());
        }
        return value.bitLength() <= 128
                ? JsonNodeFactory.instance.numberNode(value)
                : DoubleNode.valueOf(value.doubleValue());
    }

    private static JsonNode integer(long value) {
        return value == (int) value ? IntNode.valueOf((int) value) : LongNode.valueOf(value);
    }
}
