package tocsin.issue;

import io.quarkus.qute.TemplateData;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import tocsin.event.Attachment;
import tocsin.event.LongText;
import tocsin.event.WrittenFeedback;

/**
 * What a person wrote, as pages show it.
 *
 * @param who a name, an address, or that nobody said
 * @param href of the event that it is about; null when it is about none that is still there
 * @param page where they were, as text: foreign addresses are not followed from here; may be null
 */
@TemplateData
public record FeedbackRow(
        LongText message,
        String who,
        String email,
        String page,
        String environment,
        String release,
        Instant at,
        String href,
        List<AttachmentRow> files) {

    static FeedbackRow of(String home, WrittenFeedback written, List<Attachment> attachments) {
        var said = written.feedback();
        return new FeedbackRow(
                LongText.of(said.message()),
                said.name() != null ? said.name() : said.email() != null ? said.email() : "Somebody",
                said.name() == null ? null : said.email(),
                said.url(),
                said.environment(),
                said.release(),
                written.receivedAt(),
                written.issue() == null ? null : home + "/issues/" + written.issue() + "/events/" + hex(said.event()),
                attachments.stream()
                        .filter(attachment -> attachment.event().equals(written.id()))
                        .map(attachment -> AttachmentRow.of(home, attachment))
                        .toList());
    }

    private static String hex(UUID id) {
        return id.toString().replace("-", "");
    }
}
