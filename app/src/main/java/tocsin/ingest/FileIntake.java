package tocsin.ingest;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;
import tocsin.sentry.AttachmentItem;
import tocsin.sentry.EventIds;
import tocsin.sentry.Item;
import tocsin.sentry.ItemType;
import tocsin.sentry.RefusedItem;
import tocsin.sentry.Spill;

/** Takes files that belong to an event which was sent before, or will be. */
@ApplicationScoped
class FileIntake {

    private static final int MOST = 30;

    private final Intake intake;

    FileIntake(Intake intake) {
        this.intake = intake;
    }

    CompletableFuture<Answer> take(Asked asked, InputStream body) throws IOException {
        var sender = asked.sender();
        var origin = intake.origin(asked.project(), sender.authOr(null));
        var event = EventIds.parse(asked.path().get("event"));
        if (event == null) {
            throw new IngestRefused(400, "no event id");
        }
        var gathered = intake.measure(
                origin,
                ItemType.ATTACHMENT.category().wireName(),
                body,
                sender.contentEncoding(),
                in -> gather(new Multipart(in, sender.contentType()), intake.gathering(origin)));
        return intake.answer(origin, gathered, event)
                .thenApply(told -> told.status() == 200 ? Answer.empty(201) : told);
    }

    private static Gathered gather(Multipart multipart, Gathered gathered) throws IOException {
        try {
            for (var part = multipart.next(); part != null; part = multipart.next()) {
                if (part.filename() != null) {
                    add(gathered, part, multipart);
                }
            }
            return gathered;
        } catch (IOException | RuntimeException | Error e) {
            gathered.close();
            throw e;
        }
    }

    /** The part as a file of the request's event, or counted with the reason why it is none. */
    static void add(Gathered gathered, Multipart.Part part, Multipart multipart) throws IOException {
        var tooMany = gathered.files().size() == MOST;
        var content = new Spill(tooMany ? 0 : ItemType.ATTACHMENT.limit());
        try {
            multipart.pour(content);
        } catch (IOException | RuntimeException | Error e) {
            content.close();
            throw e;
        }
        if (tooMany || content.isTooLarge()) {
            content.close();
            var reason = tooMany ? Item.Reason.TOO_MANY : Item.Reason.TOO_LARGE;
            gathered.add(RefusedItem.file(reason, content.size()), null);
        } else {
            gathered.add(AttachmentItem.of(part.filename(), null, part.contentType(), content), null);
        }
    }
}
