package tocsin.sentry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads JSON in which nothing is out of the ordinary, as that of nearly every event, in one pass over its bytes. Whatever
 * it does not know for certain (bad UTF-8, what is nested deep, numbers beyond 18 digits, any error) it leaves to
 * {@link JsonText}, whose trees its own are equal to. Frames that came before it does not read again.
 */
final class PlainJson {

    private static final int MAX_DEPTH = 40;

    private static final int MAX_SIZE = 256 * 1024;

    /** Where in an event a value stands, as far as that is on the way to a frame. */
    private enum Place {
        EVENT,
        EXCEPTIONS,
        EXCEPTION,
        STACK,
        FRAMES,
        ELSEWHERE;

        Place of(String name) {
            return switch (this) {
                case EVENT ->
                    switch (name) {
                        case "exception", "threads" -> EXCEPTIONS;
                        case "stacktrace" -> STACK;
                        default -> ELSEWHERE;
                    };
                case EXCEPTIONS -> name.equals("values") ? EXCEPTIONS : ELSEWHERE;
                case EXCEPTION -> name.equals("stacktrace") ? STACK : ELSEWHERE;
                case STACK -> name.equals("frames") ? FRAMES : ELSEWHERE;
                case FRAMES, ELSEWHERE -> ELSEWHERE;
            };
        }
    }

    /** It holds nothing that would be worth making it for each text. */
    private static final class Unusual extends RuntimeException {

        private static final long serialVersionUID = 1;
        static final Unusual TEXT = new Unusual();

        private Unusual() {
            super("not plain", null, false, false);
        }
    }

    private final byte[] json;
    private final KnownFrames known;
    private int at;
    private int weight;

    /** Of a text that does not stand there as it is, which serves one such text after the other. */
    private char[] characters = new char[512];

    private int length;

    private PlainJson(byte[] json, KnownFrames known) {
        this.json = json;
        this.known = known;
    }

    /** Null when this is to be read by somebody more patient. */
    static ObjectNode read(byte[] json, KnownFrames known) {
        if (json.length > MAX_SIZE) {
            return null;
        }
        try {
            return new PlainJson(json, known).whole();
        } catch (Unusual | ArrayIndexOutOfBoundsException e) {
            // The end of the array is looked for nowhere: texts that end too early are none of the many
            return null;
        }
    }

    private ObjectNode whole() {
        if (next() != '{') {
            throw Unusual.TEXT;
        }
        var object = object(Place.EVENT, 1);
        while (at < json.length) {
            if (!isSpace(json[at++])) {
                throw Unusual.TEXT;
            }
        }
        return object;
    }

    /** The next byte that is no white space; it has been read then. */
    private byte next() {
        var b = json[at++];
        while (isSpace(b)) {
            b = json[at++];
        }
        return b;
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }

    /** After its opening brace. */
    private ObjectNode object(Place place, int depth) {
        var object = JsonNodeFactory.instance.objectNode();
        fill(object, place, depth);
        return object;
    }

    private void fill(ObjectNode object, Place place, int depth) {
        var b = next();
        if (b == '}') {
            return;
        }
        while (true) {
            if (b != '"') {
                throw Unusual.TEXT;
            }
            var name = name();
            if (next() != ':') {
                throw Unusual.TEXT;
            }
            weight += 2 * name.length();
            object.set(name, value(place == Place.ELSEWHERE ? place : place.of(name), depth));
            b = next();
            if (b == '}') {
                return;
            }
            if (b != ',') {
                throw Unusual.TEXT;
            }
            b = next();
        }
    }

    /** After its opening bracket. */
    private ArrayNode array(Place place, int depth) {
        var array = JsonNodeFactory.instance.arrayNode();
        var b = next();
        if (b == ']') {
            return array;
        }
        // A text at the beginning may be a name that makes a secret of what follows
        var isFrames = place == Place.FRAMES && b != '"';
        var within = place == Place.EXCEPTIONS && b != '"' ? Place.EXCEPTION : Place.ELSEWHERE;
        while (true) {
            array.add(isFrames && b == '{' ? frame(depth) : value(b, within, depth));
            b = next();
            if (b == ']') {
                return array;
            }
            if (b != ',') {
                throw Unusual.TEXT;
            }
            b = next();
        }
    }

    private JsonNode value(Place place, int depth) {
        return value(next(), place, depth);
    }

    private JsonNode value(byte first, Place place, int depth) {
        weight += 48;
        return switch (first) {
            case '"' -> {
                var text = text();
                weight += 2 * text.length();
                yield TextNode.valueOf(text);
            }
            case '{' -> object(place, deeper(depth));
            case '[' -> array(place, deeper(depth));
            case 't' -> word("rue", BooleanNode.TRUE);
            case 'f' -> word("alse", BooleanNode.FALSE);
            case 'n' -> word("ull", NullNode.getInstance());
            default -> number();
        };
    }

    private int deeper(int depth) {
        weight += 150;
        if (depth >= MAX_DEPTH || weight > JsonText.MAX_WEIGHT) {
            throw Unusual.TEXT;
        }
        return depth + 1;
    }

    /** After its opening brace. */
    private ObjectNode frame(int above) {
        weight += 48;
        var depth = deeper(above);
        if (known == null) {
            return object(Place.ELSEWHERE, depth);
        }
        var from = at - 1;
        var to = JsonExtent.end(json, from);
        if (to - from > KnownFrames.LONGEST) {
            return object(Place.ELSEWHERE, depth);
        }
        var hash = JsonExtent.hash(json, from, to);
        var before = known.find(json, from, to, hash);
        if (before != null) {
            at = to;
            return new FrameNode(before);
        }
        var frame = new FrameNode(known, json, from, to, hash);
        fill(frame, Place.ELSEWHERE, depth);
        return frame;
    }

    private JsonNode word(String rest, JsonNode value) {
        for (var i = 0; i < rest.length(); i++) {
            if (json[at++] != rest.charAt(i)) {
                throw Unusual.TEXT;
            }
        }
        return value;
    }

    private JsonNode number() {
        var from = at - 1;
        var to = from;
        var isWhole = true;
        for (var b = json[to]; isInNumber(b); b = json[++to]) {
            isWhole &= b != '.' && b != 'e' && b != 'E';
        }
        at = to;
        var number = isWhole ? PlainNumber.integer(json, from, to) : PlainNumber.fraction(json, from, to);
        if (number == null) {
            throw Unusual.TEXT;
        }
        return number;
    }

    private static boolean isInNumber(byte b) {
        return b >= '0' && b <= '9' || b == '-' || b == '.' || b == '+' || b == 'e' || b == 'E';
    }

    /** After its opening quote. Names are few and come with every event. */
    private String name() {
        var from = at;
        var hash = 0;
        var to = from;
        for (var b = json[to]; b != '"'; b = json[++to]) {
            if (b < 0 || b == '\\') {
                return text();
            }
            hash = 31 * hash + b;
        }
        at = to + 1;
        return KnownNames.of(json, from, to, hash);
    }

    /** After its opening quote. */
    private String text() {
        var from = at;
        var to = JsonExtent.plain(json, from);
        var b = json[to];
        if (b == '"') {
            at = to + 1;
            return from == to ? "" : latin(from, to);
        }
        return unescaped(from, to);
    }

    private String latin(int from, int to) {
        return new String(json, from, to - from, StandardCharsets.ISO_8859_1);
    }

    /** What holds an escape or a character beyond ASCII, the first of which stands at {@code to}. */
    private String unescaped(int from, int to) {
        length = 0;
        add(from, to);
        at = to;
        while (true) {
            var b = json[at];
            if (b == '"') {
                at++;
                return new String(characters, 0, length);
            }
            if (b == '\\') {
                at++;
                add(escaped());
            } else if (b < 0) {
                beyond();
            } else {
                var end = JsonExtent.plain(json, at);
                add(at, end);
                at = end;
            }
        }
    }

    private void add(char character) {
        room(1);
        characters[length++] = character;
    }

    /** What is ASCII. */
    private void add(int from, int to) {
        room(to - from);
        for (var i = from; i < to; i++) {
            characters[length++] = (char) json[i];
        }
    }

    private void room(int more) {
        if (characters.length - length < more) {
            characters = Arrays.copyOf(characters, Math.max(2 * characters.length, length + more));
        }
    }

    private char escaped() {
        return switch (json[at++]) {
            case '"' -> '"';
            case '\\' -> '\\';
            case '/' -> '/';
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'u' -> (char) (hex() << 12 | hex() << 8 | hex() << 4 | hex());
            default -> throw Unusual.TEXT;
        };
    }

    private int hex() {
        var digit = Character.digit(json[at++], 16);
        if (digit < 0) {
            throw Unusual.TEXT;
        }
        return digit;
    }

    /** A run of characters beyond ASCII. */
    private void beyond() {
        var from = at;
        while (json[at] < 0) {
            at++;
        }
        var decoded = new String(json, from, at - from, StandardCharsets.UTF_8);
        if (decoded.indexOf('\uFFFD') >= 0) {
            throw Unusual.TEXT;
        }
        room(decoded.length());
        decoded.getChars(0, decoded.length(), characters, length);
        length += decoded.length();
    }
}
