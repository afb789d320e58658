package tocsin.event;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;

/** A file that belongs to an event, or to what a person wrote. {@code contentType} is the sender's claim; may be null. */
public record Attachment(
        UUID event, UUID id, Instant receivedAt, String name, String kind, String contentType, long size) {

    /** Larger pictures are not drawn into a page. */
    private static final long LARGEST_PICTURE = 5L * 1024 * 1024;

    /** As the page has it: what a sender says of the type, else what kind of file SDKs call it. */
    public String type() {
        return contentType == null ? kind : contentType;
    }

    public String words() {
        if (size < 1024) {
            return size + " B";
        }
        return size < 1024 * 1024
                ? String.format(Locale.ROOT, "%.1f KiB", size / 1024.0)
                : String.format(Locale.ROOT, "%.1f MiB", size / 1024.0 / 1024.0);
    }

    /** Whether it may be one of the pictures that are shown; whether it is, its first bytes say. */
    public boolean mayBePicture() {
        var lower = name.toLowerCase(Locale.ROOT);
        return size <= LARGEST_PICTURE
                && (lower.endsWith(".png")
                        || lower.endsWith(".jpg")
                        || lower.endsWith(".jpeg")
                        || lower.endsWith(".gif")
                        || lower.endsWith(".webp"));
    }

    /** The path below a project. */
    public String path() {
        return "/events/" + event.toString().replace("-", "") + "/attachments/" + id;
    }
}
