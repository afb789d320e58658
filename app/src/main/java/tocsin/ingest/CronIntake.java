package tocsin.ingest;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;
import tocsin.sentry.CheckInItem;
import tocsin.sentry.ItemType;
import tocsin.sentry.LimitedInputStream;
import tocsin.sentry.RefusedItem;

/** Takes a job's word that it runs, which a line of shell can send: the status in the query, or in JSON. */
@ApplicationScoped
class CronIntake {

    private final Intake intake;

    CronIntake(Intake intake) {
        this.intake = intake;
    }

    CompletableFuture<Answer> take(Asked asked, InputStream body) throws IOException {
        var sender = asked.sender();
        var origin =
                intake.origin(asked.project(), sender.authOrKey(asked.path().get("key")));
        var json = intake.read(
                origin,
                ItemType.CHECK_IN.category().wireName(),
                body,
                sender.contentEncoding(),
                in -> new LimitedInputStream(in, "check-in", ItemType.CHECK_IN.limit()).readAllBytes());
        var slug = asked.path().get("slug");
        var status = sender.asked("status");
        var item = status == null && json.length > 0 ? CheckInItem.of(slug, json) : CheckInItem.of(slug, status);
        if (item instanceof RefusedItem refused) {
            intake.refused(
                    origin,
                    ItemType.CHECK_IN.category().wireName(),
                    refused.reason().outcome());
            throw new IngestRefused(400, "a check-in needs a status: in_progress, ok or error");
        }
        var gathered = new Gathered();
        gathered.notStored(item);
        return intake.write(origin, gathered, null).thenApply(done -> Answer.empty(202));
    }
}
