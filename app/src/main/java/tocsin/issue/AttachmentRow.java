package tocsin.issue;

import io.quarkus.qute.TemplateData;
import tocsin.event.Attachment;
import tocsin.picture.Picture;

/**
 * A file as pages list it.
 *
 * @param picture what is shown of it; null when nothing is
 * @param note why a picture is not shown; null of other files
 */
@TemplateData
public record AttachmentRow(String name, String type, String size, String href, String picture, String note) {

    static AttachmentRow of(String home, Attachment attachment) {
        var href = home + attachment.path();
        return new AttachmentRow(
                attachment.name(),
                attachment.type(),
                attachment.words(),
                href,
                picture(href, attachment),
                note(attachment));
    }

    private static String picture(String href, Attachment attachment) {
        if (attachment.picture() == Picture.State.SMALL) {
            return href + "/thumbnail";
        }
        return attachment.picture() == Picture.State.WHOLE && attachment.isPicture() ? href + "/picture" : null;
    }

    private static String note(Attachment attachment) {
        return switch (attachment.picture()) {
            case WAITING -> "its thumbnail is not made yet";
            case UNDRAWABLE -> "no thumbnail: " + attachment.undrawable();
            case WHOLE -> attachment.isPicture() ? null : "no thumbnail: it is too large to be shown";
            case SMALL -> null;
            case null -> null;
        };
    }
}
