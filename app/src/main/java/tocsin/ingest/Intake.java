package tocsin.ingest;

import io.airlift.compress.v3.MalformedInputException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jboss.logging.MDC;
import tocsin.digest.Accepted;
import tocsin.digest.Digester;
import tocsin.digest.EventDigest;
import tocsin.digest.Origin;
import tocsin.digest.Submission;
import tocsin.sentry.EnvelopeParser;
import tocsin.sentry.Item;
import tocsin.sentry.LimitedInputStream;
import tocsin.sentry.MalformedEnvelope;
import tocsin.sentry.MalformedEvent;
import tocsin.sentry.Received;
import tocsin.sentry.SentryAuth;
import tocsin.sentry.StoreBody;
import tocsin.sentry.TooLarge;

/** Takes what an SDK sends, up to the commit: when a future completes, the events are in the database. */
@ApplicationScoped
class Intake {

    /** A body of the old endpoint may be base64 of deflated JSON, which is never longer than twice the JSON. */
    private static final long MAX_STORE_BODY = 2L * EnvelopeParser.MAX_EVENT_BYTES;

    private final DsnKeys keys;
    private final Digester digester;
    private final Room room;
    private final Clock clock = Clock.systemUTC();

    Intake(DsnKeys keys, Digester digester, Room room) {
        this.keys = keys;
        this.digester = digester;
        this.room = room;
    }

    /** @return the event's id as the SDK is told; null when the envelope names none */
    CompletableFuture<UUID> envelope(long project, Sender sender, InputStream body) throws IOException {
        var known = sender.auth();
        var origin = known.isPresent() ? origin(project, known.get()) : null;
        try (var in = room.around(Decoding.of(body, sender.contentEncoding()))) {
            var parser = new EnvelopeParser(in);
            var header = parser.header();
            if (origin == null) {
                origin = origin(project, sender.authOr(header.dsn()));
            }
            var received = new Received(origin.receivedAt(), header.sentAt(), sender.ip(), header.eventId());
            var id = header.eventId();
            var items = new ArrayList<Accepted>();
            for (var item = parser.next(); item != null; item = parser.next()) {
                var accepted = accept(item, received);
                items.add(accepted);
                id = id == null ? idOf(accepted) : id;
            }
            return write(origin, items, id);
        } catch (TooLarge e) {
            refused(origin, "too_large");
            throw e;
        } catch (MalformedEnvelope | MalformedEvent | MalformedInputException | IOException e) {
            refused(origin, "malformed");
            throw e;
        }
    }

    /** The endpoint of old SDKs: one event, as JSON or as base64 of deflated JSON. */
    CompletableFuture<UUID> store(long project, Sender sender, InputStream body) throws IOException {
        var origin = origin(project, sender.authOr(null));
        try (var in = new LimitedInputStream(Decoding.of(body, sender.contentEncoding()), "event", MAX_STORE_BODY)) {
            var bytes = in.readAllBytes();
            if (bytes.length == 0) {
                throw new MalformedEvent("empty body");
            }
            var json = StoreBody.json(bytes);
            if (json.length > EnvelopeParser.MAX_EVENT_BYTES) {
                throw new TooLarge("event", EnvelopeParser.MAX_EVENT_BYTES);
            }
            var accepted =
                    EventDigest.of(json, new Received(origin.receivedAt(), null, sender.ip(), null), UUID.randomUUID());
            return write(origin, List.of(accepted), idOf(accepted));
        } catch (TooLarge e) {
            refused(origin, "too_large");
            throw e;
        } catch (MalformedEvent | MalformedInputException | IOException e) {
            refused(origin, "malformed");
            throw e;
        }
    }

    private Origin origin(long project, SentryAuth auth) {
        var key = keys.find(auth.publicKey()).orElseThrow(IngestRefused::unknownProject);
        if (!key.active() || key.project() != project) {
            throw IngestRefused.unknownProject();
        }
        MDC.put("tenant", key.tenant());
        return new Origin(key.tenant(), key.project(), key.id(), Instant.now(clock));
    }

    private static Accepted accept(Item item, Received received) {
        return switch (item) {
            case Item.Kept event -> EventDigest.of(event.payload(), received, UUID.randomUUID());
            case Item.Dropped dropped ->
                switch (dropped.reason()) {
                    case NOT_STORED ->
                        counted(dropped, "not_stored", dropped.type().wireName());
                    case TOO_LARGE -> counted(dropped, "invalid", "too_large");
                };
        };
    }

    private static Accepted.Counted counted(Item item, String outcome, String reason) {
        return new Accepted.Counted(item.type().category().wireName(), outcome, reason, item.quantity());
    }

    private static UUID idOf(Accepted accepted) {
        return switch (accepted) {
            case Accepted.Stored stored -> stored.event().id();
            case Accepted.Unprocessed raw -> raw.id();
            case Accepted.Counted counted -> null;
        };
    }

    private CompletableFuture<UUID> write(Origin origin, List<Accepted> items, UUID id) {
        return items.isEmpty()
                ? CompletableFuture.completedFuture(id)
                : digester.submit(new Submission(origin, items)).thenApply(fate -> id);
    }

    /** Nobody waits for this: what is refused is only counted. */
    private void refused(Origin origin, String reason) {
        if (origin != null) {
            digester.submit(new Submission(origin, List.of(new Accepted.Counted("error", "invalid", reason, 1))));
        }
    }
}
