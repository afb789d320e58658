package tocsin.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.HashMap;
import java.util.Map;

/** What an answer can tell the page that asked by htmx. */
public final class Htmx {

    /** Asked by htmx: answer with a fragment. */
    public static final String REQUEST = "HX-Request";

    /** Events for the page, see {@link #toast}. */
    public static final String TRIGGER = "HX-Trigger";

    /** Go to another page. */
    public static final String REDIRECT = "HX-Redirect";

    /** A header is ASCII; escapes carry everything else. */
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private Htmx() {}

    /** Value of {@link #TRIGGER}: a short sentence, with an Undo that posts there unless the address is null. */
    public static String toast(String text, String undo) {
        var toast = new HashMap<String, String>();
        toast.put("text", text);
        if (undo != null) {
            toast.put("undo", undo);
        }
        try {
            return JSON.writeValueAsString(Map.of("toast", toast));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
