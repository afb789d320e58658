package tocsin.ingest;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tocsin.digest.Busy;
import tocsin.digest.Origin;
import tocsin.sentry.EnvelopeParser;
import tocsin.sentry.LimitedInputStream;
import tocsin.sentry.TooLarge;

/**
 * Takes a sensor's events, one or many at once, and says of each what became of it. What cannot be split into events is
 * refused as a whole, before a limit counts or anything is stored; a bad event among good ones is refused alone.
 */
@ApplicationScoped
class SensorEventIntake {

    static final int MOST = 1_000;
    static final long MAX_BODY = 20L * 1024 * 1024;

    /** So much JSON is taken apart at once, which takes about ten times as much memory. */
    private static final long PART = 512 * 1024;

    private static final String JSON = "application/json";
    private static final Set<String> LINES = Set.of("application/x-ndjson", "application/ndjson", "application/jsonl");

    private final Intake intake;
    private final Room room;
    private final SensorKeys keys;
    private final SensorIntake sensors;
    /** The writer that ends a part is not the one to take the next apart. */
    private final ExecutorService aside = Executors.newVirtualThreadPerTaskExecutor();

    SensorEventIntake(Intake intake, Room room, SensorKeys keys, SensorIntake sensors) {
        this.intake = intake;
        this.room = room;
        this.keys = keys;
        this.sensors = sensors;
    }

    @PreDestroy
    void stop() {
        aside.shutdown();
    }

    CompletableFuture<Answer> take(Asked asked, InputStream body) throws IOException {
        var sender = asked.sender();
        var proven = keys.prove(sender);
        var origin = sensors.origin(proven);
        var lines = LINES.contains(sender.mediaType());
        if (!lines && !sender.mediaType().equals(JSON)) {
            throw intake.unsupported(origin, "error", "send application/json or application/x-ndjson");
        }
        var share = room.share();
        try {
            var pieces = pieces(origin, body, sender.contentEncoding(), lines, share);
            var batch = new SensorBatch(origin.received(null, sender.ip(), null));
            return parts(origin, pieces.iterator(), batch)
                    .whenComplete((done, failure) -> share.release())
                    .thenApply(done -> answer(origin, batch, proven));
        } catch (IOException | RuntimeException e) {
            share.release();
            throw e;
        }
    }

    /** All of the body, as bytes still: a limit is to count nothing of a body that is broken at its end. */
    private List<EventFeed.Piece> pieces(
            Origin origin, InputStream body, String contentEncoding, boolean lines, Room.Share share)
            throws IOException {
        var pieces = new ArrayList<EventFeed.Piece>();
        long bytes = 0;
        try (var in = new LimitedInputStream(Decoding.of(body, contentEncoding, room.memory()), "body", MAX_BODY)) {
            var feed = new EventFeed(in, lines, EnvelopeParser.MAX_EVENT_BYTES);
            for (var piece = feed.next(); piece != null; piece = feed.next()) {
                if (pieces.size() == MOST) {
                    throw new IngestRefused(413, "more than " + MOST + " events in one request");
                }
                bytes += piece.bytes().length;
                if (!share.grow(bytes)) {
                    throw new Busy("too much is being read");
                }
                pieces.add(piece);
            }
            if (pieces.isEmpty()) {
                throw new IngestRefused(400, "no events");
            }
            return pieces;
        } catch (TooLarge e) {
            intake.refused(origin, "error", "too_large", pieces.size() + 1);
            throw e;
        } catch (IngestRefused e) {
            intake.refused(origin, "error", e.reason(), Math.max(1, pieces.size()));
            throw e;
        } catch (IOException e) {
            intake.refused(origin, "error", "malformed", Math.max(1, pieces.size()));
            throw e;
        }
    }

    /** One part after the other, so that no more of it than one is in memory apart. */
    private CompletableFuture<?> parts(Origin origin, Iterator<EventFeed.Piece> pieces, SensorBatch batch) {
        var part = intake.gathering(origin);
        for (long bytes = 0; bytes < PART && pieces.hasNext(); ) {
            var piece = pieces.next();
            bytes += piece.bytes().length;
            batch.add(piece, part);
        }
        var written = intake.submitOrCount(origin, part);
        return pieces.hasNext() ? written.thenComposeAsync(done -> parts(origin, pieces, batch), aside) : written;
    }

    private Answer answer(Origin origin, SensorBatch batch, SensorKeys.Proven proven) {
        if (batch.isAllLimited()) {
            return ProblemAnswer.of(Told.of(intake.over(origin, batch.refusals())), "," + batch.json());
        }
        var limited = intake.over(origin, batch.refusals()).refusals();
        Map<String, String> limits = limited.isEmpty() ? Map.of() : SdkAnswer.limited(limited);
        if (!batch.isAnyTaken()) {
            var first = batch.firstRefused();
            var status = first.equals("too_large") ? 413 : 400;
            return ProblemAnswer.of(new Told(status, "no event could be taken: " + first, limits), "," + batch.json());
        }
        var renew = proven.renewBy() == null ? "" : ",\"renewTokenBy\":\"" + proven.renewBy() + "\"";
        return Answer.json(batch.isAllTaken() ? 200 : 207, limits, "{" + batch.json() + renew + "}");
    }
}
