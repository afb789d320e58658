package tocsin.event;

import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import tocsin.picture.Picture;

/**
 * A file that belongs to an event, or to what a person wrote.
 *
 * @param contentType the sender's claim; may be null
 * @param picture null of what is no picture
 * @param undrawable why there is no small picture, in words that go on; may be null
 */
public record Attachment(
        UUID event,
        UUID id,
        Instant receivedAt,
        String name,
        String kind,
        String contentType,
        long size,
        Picture.State picture,
        String undrawable) {

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

    /** Whether the whole of it may be drawn by a browser. */
    public boolean isPicture() {
        return picture != null && size <= LARGEST_PICTURE;
    }

    /** The path below a project. */
    public String path() {
        return "/events/" + event.toString().replace("-", "") + "/attachments/" + id;
    }
}
