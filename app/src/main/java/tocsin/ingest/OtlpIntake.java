package tocsin.ingest;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import tocsin.digest.Accepted;
import tocsin.sentry.Category;
import tocsin.sentry.ItemType;
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

    CompletableFuture<Answer> logs(Asked asked, InputStream body) throws IOException {
        return take(asked, body, ItemType.LOG);
    }

    CompletableFuture<Answer> traces(Asked asked, InputStream body) throws IOException {
        return take(asked, body, ItemType.SPAN);
    }

    private CompletableFuture<Answer> take(Asked asked, InputStream body, ItemType type) throws IOException {
        var sender = asked.sender();
        var origin = intake.origin(asked.project(), sender.authOr(null));
        var category = type.category().wireName();
        var isJson =
                switch (sender.mediaType()) {
                    case "application/json" -> true;
                    case "application/x-protobuf" -> false;
                    default ->
                        throw intake.unsupported(origin, category, "send application/x-protobuf or application/json");
                };
        var quantities = intake.measure(origin, category, body, sender.contentEncoding(), in -> {
            var bytes = new LimitedInputStream(in, "export", MAX_EXPORT).readAllBytes();
            var records = isJson ? OtlpRecords.inJson(bytes) : OtlpRecords.inProtobuf(bytes);
            return records == 0 ? Map.<Category, Long>of() : type.quantities(records, bytes.length);
        });
        intake.admit(origin, quantities);
        var gathered = new Gathered();
        quantities.forEach((counted, quantity) ->
                gathered.add(new Accepted.Counted(counted.wireName(), "not_stored", "otlp", quantity)));
        // The empty message says that all was taken.
        var answer = isJson
                ? Answer.json(200, Map.of(), "{}")
                : new Answer(200, Map.of(), "application/x-protobuf", new byte[0]);
        return intake.write(origin, gathered, null).thenApply(done -> answer);
    }
}
