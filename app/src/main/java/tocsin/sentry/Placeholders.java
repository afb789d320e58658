package tocsin.sentry;

import com.fasterxml.jackson.databind.JsonNode;

/** Fills a log message's placeholders, for SDKs that leave this to the server: {@code %s}, {@code %(name)s}, {@code {}}. */
final class Placeholders {

    private final String template;
    private final JsonNode params;
    private final StringBuilder filled = new StringBuilder();
    private int next;

    private Placeholders(String template, JsonNode params) {
        this.template = template;
        this.params = params;
    }

    static String filled(String template, JsonNode params) {
        return params == null || !params.isContainerNode() ? template : new Placeholders(template, params).fill();
    }

    private String fill() {
        for (var i = 0; i < template.length(); ) {
            var end =
                    switch (template.charAt(i)) {
                        case '%' -> percent(i);
                        case '{' -> brace(i);
                        default -> i;
                    };
            if (end == i) {
                filled.append(template.charAt(end++));
            }
            i = end;
        }
        return filled.toString();
    }

    /** Where the placeholder at {@code start} ends, having written its value; {@code start} when there is none. */
    private int percent(int start) {
        if (template.startsWith("%%", start)) {
            filled.append('%');
            return start + 2;
        }
        if (template.startsWith("%(", start)) {
            var close = template.indexOf(')', start);
            return close > 0 && close + 1 < template.length()
                    ? value(params.get(template.substring(start + 2, close)), start, close + 2)
                    : start;
        }
        return start + 1 < template.length() && "sdifrx".indexOf(template.charAt(start + 1)) >= 0
                ? value(params.get(next++), start, start + 2)
                : start;
    }

    private int brace(int start) {
        var close = template.indexOf('}', start);
        if (close < 0) {
            return start;
        }
        var name = template.substring(start + 1, close);
        if (name.isEmpty()) {
            return value(params.get(next++), start, close + 1);
        }
        var numbered = name.length() < 4 && name.chars().allMatch(c -> c >= '0' && c <= '9');
        return value(
                numbered && params.isArray() ? params.get(Integer.parseInt(name)) : params.get(name), start, close + 1);
    }

    private int value(JsonNode value, int start, int end) {
        if (value == null) {
            return start;
        }
        filled.append(value.isValueNode() ? value.asText() : value.toString());
        return end;
    }
}
