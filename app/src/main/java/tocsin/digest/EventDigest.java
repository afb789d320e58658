package tocsin.digest;

import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;
import tocsin.event.EventTags;
import tocsin.event.Payload;
import tocsin.grouping.Grouping;
import tocsin.sentry.EventParser;
import tocsin.sentry.MalformedEvent;
import tocsin.sentry.Received;
import tocsin.sentry.SentryEvent;

/** From an event's JSON to what is written of it: normalised, grouped, compressed. Runs on the request's own thread. */
public final class EventDigest {

    private static final Logger LOG = Logger.getLogger(EventDigest.class);

    /**
     * An event takes many times its size while it is taken apart. Requests are as many as there are clients, so they take
     * turns here; more at a time would not be faster either.
     */
    private static final Semaphore TURNS =
            new Semaphore(4 * Runtime.getRuntime().availableProcessors());

    private EventDigest() {}

    /**
     * @param id for the event if it brings none
     * @throws MalformedEvent when this is no event at all; any other failure is ours, and keeps the event as it came
     */
    public static Accepted of(byte[] json, Received received, UUID id) {
        TURNS.acquireUninterruptibly();
        try {
            return stored(json, received);
        } catch (MalformedEvent e) {
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            LOG.error("An event could not be digested; it is kept as it came", e);
            return new Accepted.Unprocessed(received.eventId() == null ? id : received.eventId(), e.toString(), json);
        } finally {
            TURNS.release();
        }
    }

    /** An event that was taken apart before, from the payload that was made of it. */
    static Accepted.Stored again(int format, byte[] payload, Instant receivedAt) {
        return stored(Payload.decode(format, payload, receivedAt).event());
    }

    static Accepted.Stored stored(byte[] json, Received received) {
        return stored(EventParser.parse(json, received));
    }

    private static Accepted.Stored stored(SentryEvent event) {
        var grouped = Grouping.of(event);
        return new Accepted.Stored(event, grouped, EventTags.of(event), Payload.encode(event, grouped));
    }
}
