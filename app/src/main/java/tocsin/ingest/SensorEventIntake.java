package tocsin.ingest;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import tocsin.digest.Origin;
import tocsin.sentry.EnvelopeParser;
import tocsin.sentry.LimitedInputStream;
import tocsin.sentry.MalformedEvent;
import tocsin.sentry.TooLarge;

/**
 * Takes a sensor's events, one or many at once, and says of each what became of it. What cannot be split into events is
 * refused as a whole, before anything of it is stored; a bad event among good ones is refused alone.
 */
@ApplicationScoped
class SensorEventIntake {

    static final int MOST = 1_000;
    static final long MAX_BODY = 20L * 1024 * 1024;

    private static final String JSON = "application/json";
    private static final Set<String> LINES = Set.of("application/x-ndjson", "application/ndjson", "application/jsonl");

    private final Intake intake;
    private final Room room;
    private final SensorKeys keys;
    private final SensorIntake sensors;

    SensorEventIntake(Intake intake, Room room, SensorKeys keys, SensorIntake sensors) {
        this.intake = intake;
        this.room = room;
        this.keys = keys;
        this.sensors = sensors;
    }

    CompletableFuture<Answer> take(Asked asked, InputStream body) throws IOException {
        var sender = asked.sender();
        var proven = keys.prove(sender);
        var origin = sensors.origin(proven);
        var lines = LINES.contains(sender.mediaType());
        if (!lines && !sender.mediaType().equals(JSON)) {
            throw new IngestRefused(415, "send application/json or application/x-ndjson");
        }
        try (var in =
                room.around(new LimitedInputStream(Decoding.of(body, sender.contentEncoding()), "body", MAX_BODY))) {
            var feed = new EventFeed(in, lines, EnvelopeParser.MAX_EVENT_BYTES);
            var batch = new SensorBatch(intake.gathering(origin), origin.received(null, sender.ip(), null));
            for (var piece = feed.next(); piece != null; piece = feed.next()) {
                if (batch.size() == MOST) {
                    throw new IngestRefused(413, "more than " + MOST + " events in one request");
                }
                batch.add(piece);
            }
            if (batch.size() == 0) {
                throw new IngestRefused(400, "no events");
            }
            return write(origin, batch, proven);
        } catch (TooLarge e) {
            intake.refused(origin, "error", "too_large");
            throw e;
        } catch (MalformedEvent | IngestRefused | IOException e) {
            intake.refused(origin, "error", "malformed");
            throw e;
        }
    }

    private CompletableFuture<Answer> write(Origin origin, SensorBatch batch, SensorKeys.Proven proven) {
        var gathered = batch.gathered();
        if (gathered.isRefused()) {
            return CompletableFuture.completedFuture(
                    ProblemAnswer.of(Told.of(intake.refused(origin, gathered)), "," + batch.json()));
        }
        return intake.submitInTurn(origin, gathered.accepted())
                .thenApply(done -> answer(batch, proven, limits(origin, gathered)));
    }

    private Map<String, String> limits(Origin origin, Gathered gathered) {
        var limited = intake.limited(origin, gathered);
        return limited.isEmpty() ? Map.of() : SdkAnswer.limited(limited);
    }

    private static Answer answer(SensorBatch batch, SensorKeys.Proven proven, Map<String, String> limits) {
        if (!batch.isAnyTaken()) {
            var first = batch.firstRefused();
            var status = first.equals("too_large") ? 413 : 400;
            return ProblemAnswer.of(new Told(status, "no event could be taken: " + first, limits), "," + batch.json());
        }
        var renew = proven.renewBy() == null ? "" : ",\"renewTokenBy\":\"" + proven.renewBy() + "\"";
        return Answer.json(batch.isAllTaken() ? 200 : 207, limits, "{" + batch.json() + renew + "}");
    }
}
