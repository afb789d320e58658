package tocsin.sentry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * A file that belongs to the envelope's event.
 *
 * @param kind what SDKs call its attachment type, such as {@code event.minidump}
 * @param contentType as the sender says; may be null, and is never believed
 * @param content whoever gets this closes it
 */
public record AttachmentItem(String name, String kind, String contentType, Spill content) implements Item {

    public static final String USUAL_KIND = "event.attachment";
    public static final String DUMP_KIND = "event.minidump";
    private static final int LONGEST_NAME = 255;
    private static final int LONGEST_WORD = 100;

    /** Names are for people: the path that some SDKs send before them is left out. */
    public static AttachmentItem of(String filename, String kind, String contentType, Spill content) {
        return new AttachmentItem(
                name(filename),
                kind == null || kind.isBlank() ? USUAL_KIND : clean(kind, LONGEST_WORD),
                contentType == null || contentType.isBlank() ? null : clean(contentType, LONGEST_WORD),
                content);
    }

    static AttachmentItem of(ObjectNode headers, Spill content) {
        return of(
                headers.path("filename").textValue(),
                headers.path("attachment_type").textValue(),
                headers.path("content_type").textValue(),
                content);
    }

    private static String name(String filename) {
        if (filename == null) {
            return "unnamed";
        }
        var last = Math.max(filename.lastIndexOf('/'), filename.lastIndexOf('\\'));
        var name = clean(filename.substring(last + 1), LONGEST_NAME);
        return name.isEmpty() ? "unnamed" : name;
    }

    /** Neither control characters nor those that turn the direction of reading have any business in a name. */
    private static String clean(String text, int longest) {
        var clean =
                text.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]", "").strip();
        return ForeignText.shorten(ForeignText.clean(clean), longest);
    }

    /** Whether its sender says that it is a crash dump. */
    public boolean isDump() {
        return kind.equals(DUMP_KIND);
    }

    @Override
    public ItemType type() {
        return ItemType.ATTACHMENT;
    }

    @Override
    public Map<Category, Long> quantities() {
        return type().quantities(1, content.size());
    }
}
