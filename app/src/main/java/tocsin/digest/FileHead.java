package tocsin.digest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;
import tocsin.picture.Picture;
import tocsin.sentry.AttachmentItem;

/**
 * What is known of a file besides its bytes.
 *
 * @param event that it belongs to, or a person's words
 * @param id the same for the same file of the same event, however often it comes
 * @param contentType as the sender says; may be null
 * @param size in bytes
 * @param picture what is to become of it as one; null of what is none
 */
public record FileHead(
        UUID event,
        UUID id,
        String name,
        String kind,
        String contentType,
        long size,
        byte[] sha256,
        Picture.State picture) {

    static FileHead of(Origin origin, UUID event, AttachmentItem file) {
        return new FileHead(
                event,
                id(origin, event, file),
                file.name(),
                file.kind(),
                file.contentType(),
                file.content().size(),
                file.content().sha256Hash(),
                picture(file));
    }

    private static Picture.State picture(AttachmentItem file) {
        try {
            return Picture.of(file.content().read(0, Picture.SIGNATURE)).orElse(null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Even a file without bytes counts as one. */
    Accepted.Counted counted(String outcome, String reason) {
        return new Accepted.Counted("attachment", outcome, reason, Math.max(size, 1));
    }

    private static UUID id(Origin origin, UUID event, AttachmentItem file) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(ByteBuffer.allocate(8).putLong(origin.project()).array());
            digest.update(event.toString().getBytes(StandardCharsets.US_ASCII));
            digest.update(file.name().getBytes(StandardCharsets.UTF_8));
            digest.update(file.kind().getBytes(StandardCharsets.UTF_8));
            var hash = ByteBuffer.wrap(digest.digest(file.content().sha256Hash()));
            return new UUID(hash.getLong(), hash.getLong());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
