package tocsin.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.qute.TemplateData;
import java.util.ArrayList;
import java.util.List;
import tocsin.scrub.Privacy;
import tocsin.scrub.Scrubber;
import tocsin.web.Words;

/**
 * What a choice would have done to events that are stored. They were scrubbed as they came, so it shows what would go in
 * addition.
 *
 * @param more how many further changes are not shown
 */
@TemplateData
public record PrivacyPreview(int events, List<Change> changes, int more) {

    private static final int SHOWN = 50;
    private static final int MAX_LENGTH = 160;

    /** A value that would be another. */
    @TemplateData
    public record Change(String event, String field, String before, String after) {}

    static PrivacyPreview of(Privacy privacy, List<StoredEvent> events) {
        var scrubber = new Scrubber(privacy);
        var changes = new ArrayList<Change>();
        for (var event : events) {
            var before = event.payload().raw();
            var after = (ObjectNode) before.deepCopy();
            scrubber.scrub(after);
            compare(event.head().title(), "", before, after, changes);
        }
        return new PrivacyPreview(
                events.size(),
                List.copyOf(changes.subList(0, Math.min(SHOWN, changes.size()))),
                Math.max(changes.size() - SHOWN, 0));
    }

    /** On how many events it was tried, in words. */
    public String tried() {
        return "tried on the newest events of " + Words.of(events, "issue", "issues") + ", and not saved";
    }

    private static void compare(String event, String path, JsonNode before, JsonNode after, List<Change> changes) {
        if (before.equals(after)) {
            return;
        }
        if (before.isObject() && after.isObject()) {
            // A name that was changed itself is found by its place
            var names = after.fieldNames();
            for (var entry : before.properties()) {
                var name = names.hasNext() ? names.next() : entry.getKey();
                if (!entry.getKey().equals("_meta")) {
                    var place = path.isEmpty() ? name : path + "." + name;
                    compare(event, place, entry.getValue(), after.path(name), changes);
                }
            }
        } else if (before.isArray() && after.isArray() && before.size() == after.size()) {
            for (var i = 0; i < before.size(); i++) {
                compare(event, path + "." + i, before.get(i), after.get(i), changes);
            }
        } else {
            changes.add(new Change(event, path, shown(before), shown(after)));
        }
    }

    private static String shown(JsonNode value) {
        var text = value.isContainerNode() ? value.toString() : value.asText();
        return text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH) + "…";
    }
}
