package tocsin.issue;

import io.quarkus.qute.TemplateData;
import tocsin.event.Attachment;

/** A file as pages list it; {@code picture} is null when it is none that is shown. */
@TemplateData
public record AttachmentRow(String name, String type, String size, String href, String picture) {

    static AttachmentRow of(String home, Attachment attachment) {
        var href = home + attachment.path();
        return new AttachmentRow(
                attachment.name(),
                attachment.type(),
                attachment.words(),
                href,
                attachment.mayBePicture() ? href + "/picture" : null);
    }
}
