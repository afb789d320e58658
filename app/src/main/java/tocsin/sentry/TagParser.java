package tocsin.sentry;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tocsin.sentry.SentryEvent.Tag;

/** An event's tags: each key once, the last value wins. */
final class TagParser {

    /** What we know better than the sender. */
    private static final String SENSOR = "sensor";

    private static final int MAX = 100;
    private static final int MAX_LENGTH = 200;

    private final Notes notes;
    private final Map<String, String> tags = new LinkedHashMap<>();
    private boolean full;

    private TagParser(Notes notes) {
        this.notes = notes;
    }

    /** @param sensor that sent it; null when none did */
    static List<Tag> parse(Fields event, String sensor) {
        var value = event.get("tags");
        if (value == null && sensor == null) {
            return List.of();
        }
        var parser = new TagParser(event.notes());
        if (sensor != null) {
            parser.add(SENSOR, sensor);
        }
        if (value != null) {
            parser.notes.enter("tags");
            PairParser.each(value, parser.notes, parser::add);
            if (parser.full) {
                parser.notes.cut(value.size());
            }
            parser.notes.leave();
        }
        if (sensor != null) {
            parser.add(SENSOR, sensor);
        }
        var tags = new ArrayList<Tag>(parser.tags.size());
        parser.tags.forEach((key, tag) -> tags.add(new Tag(key, tag)));
        return Collections.unmodifiableList(tags);
    }

    private void add(String sentKey, JsonNode value) {
        var key = ForeignText.shorten(ForeignText.clean(sentKey).strip(), MAX_LENGTH);
        if (value.isNull() || value.isMissingNode()) {
            return;
        }
        if (key.isEmpty()) {
            notes.invalid(value, "a tag without a key");
            return;
        }
        notes.enter(key);
        if (value.isContainerNode() || Fields.isNoNumber(value)) {
            notes.invalid(value, "expected text");
        } else {
            add(key, value.asText());
        }
        notes.leave();
    }

    private void add(String key, String sent) {
        var value = ForeignText.clean(sent).strip();
        if (value.isEmpty()) {
            return;
        }
        if (tags.size() == MAX && !tags.containsKey(key)) {
            full = true;
            return;
        }
        if (value.length() > MAX_LENGTH) {
            notes.shortened(value.length(), MAX_LENGTH);
        }
        // A tag is shown and searched for in one line
        tags.put(key, ForeignText.shorten(value, MAX_LENGTH).replace('\n', ' '));
    }
}
