package tocsin.ingest;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import tocsin.digest.EventDigest;
import tocsin.digest.Origin;
import tocsin.sentry.EnvelopeParser;
import tocsin.sentry.LimitedInputStream;
import tocsin.sentry.MalformedEvent;
import tocsin.sentry.Received;
import tocsin.sentry.StoreBody;
import tocsin.sentry.TooLarge;

/** Takes one event as old SDKs send it: as JSON, as base64 of deflated JSON, or in the address of a picture. */
@ApplicationScoped
class StoreIntake {

    /** Base64 of deflated JSON is never longer than twice the JSON. */
    private static final long MAX_BODY = 2L * EnvelopeParser.MAX_EVENT_BYTES;

    /** One transparent dot, which is what an img element asked for. */
    private static final byte[] DOT =
            Base64.getDecoder().decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7");

    private final Intake intake;

    StoreIntake(Intake intake) {
        this.intake = intake;
    }

    CompletableFuture<Answer> take(Asked asked, InputStream body) throws IOException {
        return event(asked, body, asked.sender().contentEncoding());
    }

    CompletableFuture<Answer> pixel(Asked asked, InputStream body) throws IOException {
        var data = asked.sender().asked("sentry_data");
        // A plus sign that nobody escaped is a space by now.
        var event = data == null ? "" : data.replace(' ', '+');
        if (data != null && data.stripLeading().startsWith("{")) {
            event = data;
        }
        return event(asked, new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), null)
                .thenApply(good -> new Answer(200, Map.of("Cache-Control", "no-store"), "image/gif", DOT));
    }

    private CompletableFuture<Answer> event(Asked asked, InputStream body, String contentEncoding) throws IOException {
        var auth = asked.sender().authOr(null);
        var origin = asked.path().containsKey("project") ? intake.origin(asked.project(), auth) : intake.origin(auth);
        var json = intake.read(origin, "error", body, contentEncoding, StoreIntake::json);
        return write(origin, json, origin.received(null, asked.sender().ip(), null));
    }

    private CompletableFuture<Answer> write(Origin origin, byte[] json, Received received) {
        var gathered = new Gathered();
        try {
            gathered.add(EventDigest.of(json, received, null, origin.rules()));
        } catch (MalformedEvent e) {
            intake.refused(origin, "error", "malformed");
            throw e;
        }
        return intake.answer(origin, gathered, gathered.id());
    }

    private static byte[] json(InputStream body) throws IOException {
        var bytes = new LimitedInputStream(body, "event", MAX_BODY).readAllBytes();
        if (bytes.length == 0) {
            throw new MalformedEvent("empty body");
        }
        var json = StoreBody.json(bytes);
        if (json.length > EnvelopeParser.MAX_EVENT_BYTES) {
            throw new TooLarge("event", EnvelopeParser.MAX_EVENT_BYTES);
        }
        return json;
    }
}
