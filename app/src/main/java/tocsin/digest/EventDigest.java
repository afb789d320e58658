package tocsin.digest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.function.UnaryOperator;
import org.jboss.logging.Logger;
import tocsin.event.Payload;
import tocsin.grouping.Grouped;
import tocsin.grouping.Grouping;
import tocsin.grouping.GroupingPlan;
import tocsin.scrub.Scrubber;
import tocsin.sentry.EventParser;
import tocsin.sentry.KnownFrames;
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

    /** Those out of which nothing is taken by default: other rules would have to look at them again. */
    private static final KnownFrames FRAMES = new KnownFrames(8192);

    private EventDigest() {}

    /** As a project gets it that never chose what is taken out of its events. */
    public static Accepted of(byte[] json, Received received, UUID id) {
        return of(json, received, id, ProjectRules.DEFAULT);
    }

    /**
     * @param id for the event if it brings none and cannot be taken apart; null for any
     * @throws MalformedEvent when this is no event at all; any other failure is ours, and keeps the event as it came
     */
    public static Accepted of(byte[] json, Received received, UUID id, ProjectRules rules) {
        var scrubber = rules.scrubber();
        TURNS.acquireUninterruptibly();
        try {
            var tree = EventParser.read(json, scrubber == Scrubber.DEFAULT ? FRAMES : null);
            scrubber.scrub(tree);
            return digested(tree, json, received, id, rules);
        } catch (MalformedEvent e) {
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            var text = scrubber.scrubbed(new String(json, StandardCharsets.UTF_8));
            return kept(text, received, id, e);
        } finally {
            TURNS.release();
        }
    }

    /** An event that was taken apart before, from the payload that was made of it and the keys that it got then. */
    static Accepted.Stored again(int format, byte[] payload, Instant receivedAt, UnaryOperator<Grouped> keyed) {
        var event = Payload.decode(format, payload, receivedAt).event();
        return Accepted.Stored.of(event, keyed.apply(Grouping.of(event)), payload);
    }

    private static Accepted digested(ObjectNode scrubbed, byte[] json, Received received, UUID id, ProjectRules rules) {
        try {
            var shown = rules.scrubber().hidesAddresses() ? received.withoutAddress() : received;
            var event = EventParser.parse(scrubbed, shown);
            var unwanted = rules.filter().reason(event, received.clientIp());
            return unwanted.isPresent()
                    ? new Accepted.Counted("error", "filtered", unwanted.get(), 1)
                    : stored(event, rules.grouping());
        } catch (MalformedEvent e) {
            throw e;
        } catch (RuntimeException | StackOverflowError e) {
            return kept(scrubbed(json, rules.scrubber()), received, id, e);
        }
    }

    /** All of it: the tree that was taken apart may lack what was known of it. */
    private static String scrubbed(byte[] json, Scrubber scrubber) {
        var whole = EventParser.read(json);
        scrubber.scrub(whole);
        return whole.toString();
    }

    private static Accepted kept(String json, Received received, UUID id, Throwable cause) {
        LOG.error("An event could not be digested; it is kept as it came, without its secrets", cause);
        return new Accepted.Unprocessed(
                Objects.requireNonNullElseGet(received.eventId() == null ? id : received.eventId(), UUID::randomUUID),
                cause.toString(),
                json.getBytes(StandardCharsets.UTF_8));
    }

    /** What was scrubbed before. */
    static Accepted.Stored stored(byte[] json, Received received, GroupingPlan plan) {
        return stored(EventParser.parse(json, received), plan);
    }

    private static Accepted.Stored stored(SentryEvent event, GroupingPlan plan) {
        var grouped = plan.of(event);
        return Accepted.Stored.of(event, grouped, Payload.encode(event, grouped));
    }
}
