package tocsin.account;

import io.quarkus.qute.TemplateData;
import java.util.HashMap;
import java.util.Map;

/** What somebody typed into a form and what is wrong with it, so that nothing has to be typed twice. */
@TemplateData
public record Form(Map<String, String> values, Map<String, String> errors) {

    public static final Form EMPTY = new Form(Map.of(), Map.of());

    /** Names and values in turn; a value that is missing is empty. */
    public static Form of(String... namesAndValues) {
        var values = new HashMap<String, String>();
        for (int at = 0; at < namesAndValues.length; at += 2) {
            values.put(namesAndValues[at], namesAndValues[at + 1] == null ? "" : namesAndValues[at + 1]);
        }
        return new Form(values, Map.of());
    }

    public Form wrong(Refused refused) {
        return new Form(values, Map.of(refused.field(), refused.getMessage()));
    }

    public String value(String name) {
        return values.getOrDefault(name, "");
    }

    /** Whether this number was chosen. */
    public boolean is(String name, long value) {
        return value(name).equals(Long.toString(value));
    }

    public String error(String name) {
        return errors.getOrDefault(name, "");
    }
}
