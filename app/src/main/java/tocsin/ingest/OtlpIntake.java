package tocsin.ingest;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import tocsin.digest.Accepted;
import tocsin.sentry.Category;
import tocsin.sentry.LimitedInputStream;
import tocsin.sentry.OtlpRecords;

/** Takes logs and traces as OpenTelemetry exports them. They are looked at and counted, and not stored yet. */
@ApplicationScoped
class OtlpIntake {

    private static final long MAX_EXPORT = 2L * 1024 * 1024;

    private final Intake intake;

    OtlpIntake(Intake intake) {
        this.intake = intake;
    }

    private record Export(long records, long bytes) {}

    CompletableFuture<Answer> logs(Asked asked, InputStream body) throws IOException {
        return take(asked, body, Category.LOG_ITEM);
    }

    CompletableFuture<Answer> traces(Asked asked, InputStream body) throws IOException {
        return take(asked, body, Category.SPAN);
    }

    private CompletableFuture<Answer> take(Asked asked, InputStream body, Category category) throws IOException {
        var sender = asked.sender();
        var origin = intake.origin(asked.project(), sender.authOr(null));
        var isJson =
                switch (sender.mediaType()) {
                    case "application/json" -> true;
                    case "application/x-protobuf" -> false;
                    default ->
                        throw intake.unsupported(
                                origin, category.wireName(), "send application/x-protobuf or application/json");
                };
        var export = intake.read(origin, category.wireName(), body, sender.contentEncoding(), in -> {
            var bytes = new LimitedInputStream(in, "export", MAX_EXPORT).readAllBytes();
            return new Export(isJson ? OtlpRecords.inJson(bytes) : OtlpRecords.inProtobuf(bytes), bytes.length);
        });
        if (export.records() > 1) {
            // One was taken before anything was read.
            intake.admit(origin, category.wireName(), export.records() - 1, export.records());
        }
        var gathered = new Gathered();
        if (export.records() > 0) {
            gathered.add(notStored(category, export.records()));
            if (category == Category.LOG_ITEM) {
                gathered.add(notStored(Category.LOG_BYTE, export.bytes()));
            }
        }
        // The empty message says that all was taken.
        var answer = isJson
                ? Answer.json(200, Map.of(), "{}")
                : new Answer(200, Map.of(), "application/x-protobuf", new byte[0]);
        return intake.write(origin, gathered, null).thenApply(done -> answer);
    }

    private static Accepted.Counted notStored(Category category, long quantity) {
        return new Accepted.Counted(category.wireName(), "not_stored", "otlp", quantity);
    }
}
