package tocsin.installer.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads what the server's commands answer: maps, lists, texts, numbers, truth values and null, as {@link Json} writes them. */
public final class JsonReader {

    /** No answer of ours is deeper, and no other may use up the stack. */
    private static final int DEEPEST = 50;

    private final String text;
    private int at;
    private int depth;

    private JsonReader(String text) {
        this.text = text;
    }

    /**
     * @return a Map, List, String, Double, Boolean or null
     * @throws IllegalArgumentException if it is no JSON
     */
    public static Object read(String text) {
        var reader = new JsonReader(text);
        var value = reader.value();
        reader.skipBlanks();
        if (reader.at < text.length()) {
            throw reader.wrong();
        }
        return value;
    }

    /** A list of objects; whatever else there is in it is left out. */
    public static List<Map<?, ?>> objects(String text) {
        return read(text) instanceof List<?> list
                ? list.stream()
                        .<Map<?, ?>>mapMulti((item, next) -> {
                            if (item instanceof Map<?, ?> map) {
                                next.accept(map);
                            }
                        })
                        .toList()
                : List.of();
    }

    private Object value() {
        skipBlanks();
        if (at == text.length() || ++depth > DEEPEST) {
            throw wrong();
        }
        var value =
                switch (text.charAt(at)) {
                    case '{' -> map();
                    case '[' -> list();
                    case '"' -> string();
                    default -> word();
                };
        depth--;
        return value;
    }

    private Map<String, Object> map() {
        var map = new LinkedHashMap<String, Object>();
        at++;
        while (!ends('}', map.isEmpty())) {
            skipBlanks();
            var name = string();
            skipBlanks();
            expect(':');
            map.put(name, value());
        }
        return map;
    }

    private List<Object> list() {
        var list = new ArrayList<Object>();
        at++;
        while (!ends(']', list.isEmpty())) {
            list.add(value());
        }
        return list;
    }

    /** Takes the end, or the comma that must be before all items but the first. */
    private boolean ends(char end, boolean isFirst) {
        skipBlanks();
        if (at < text.length() && text.charAt(at) == end) {
            at++;
            return true;
        }
        if (!isFirst) {
            expect(',');
        }
        return false;
    }

    private String string() {
        expect('"');
        var value = new StringBuilder();
        while (at < text.length() && text.charAt(at) != '"') {
            var letter = text.charAt(at++);
            value.append(letter == '\\' ? escaped() : letter);
        }
        expect('"');
        return value.toString();
    }

    private char escaped() {
        if (at == text.length()) {
            throw wrong();
        }
        var letter = text.charAt(at++);
        return switch (letter) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'r' -> '\r';
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'u' -> {
                if (at + 4 > text.length()) {
                    throw wrong();
                }
                at += 4;
                yield (char) Integer.parseInt(text.substring(at - 4, at), 16);
            }
            default -> letter;
        };
    }

    private Object word() {
        var start = at;
        while (at < text.length() && ",]} \t\r\n".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        var word = text.substring(start, at);
        return switch (word) {
            case "true" -> true;
            case "false" -> false;
            case "null" -> null;
            default -> Double.valueOf(word);
        };
    }

    private void skipBlanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private void expect(char letter) {
        if (at >= text.length() || text.charAt(at) != letter) {
            throw wrong();
        }
        at++;
    }

    private IllegalArgumentException wrong() {
        return new IllegalArgumentException("no JSON at character " + at);
    }
}
