package tocsin.ingest;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import tocsin.digest.Accepted;
import tocsin.sentry.ItemType;
import tocsin.sentry.LimitedInputStream;

/** Takes crash archives of the Unreal engine, which are counted and not stored. */
@ApplicationScoped
class UnrealIntake {

    private final Intake intake;

    UnrealIntake(Intake intake) {
        this.intake = intake;
    }

    CompletableFuture<Answer> take(Asked asked, InputStream body) throws IOException {
        var sender = asked.sender();
        var origin =
                intake.origin(asked.project(), sender.authOrKey(asked.path().get("key")));
        var type = ItemType.UNREAL_REPORT;
        var category = type.category().wireName();
        intake.read(origin, category, body, sender.contentEncoding(), in -> new LimitedInputStream(
                        in, "archive", type.limit())
                .transferTo(OutputStream.nullOutputStream()));
        var gathered = new Gathered();
        gathered.add(new Accepted.Counted(category, "not_stored", type.wireName(), 1));
        return intake.write(origin, gathered, null)
                .thenApply(done -> Answer.text(200, UUID.randomUUID().toString()));
    }
}
