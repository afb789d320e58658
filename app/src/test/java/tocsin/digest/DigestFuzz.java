package tocsin.digest;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import tocsin.event.Payload;
import tocsin.fuzz.FuzzTarget;
import tocsin.scrub.Scrubber;
import tocsin.sentry.EventParser;
import tocsin.sentry.MalformedEvent;
import tocsin.sentry.RealEvents;
import tocsin.sentry.Received;
import tocsin.sentry.SentryEvent;

/** Whatever is an event is scrubbed, grouped, tagged and packed without failing; what is packed can be unpacked. */
public final class DigestFuzz implements FuzzTarget {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final Received RECEIVED = new Received(NOW, null, "198.51.100.7", null);
    private static final UUID ID = UUID.fromString("9ec79c33-ec99-42ab-8353-589fcb2e04dc");

    @Override
    public void check(byte[] input) throws IOException {
        Accepted accepted;
        try {
            accepted = EventDigest.of(input, RECEIVED, ID);
        } catch (MalformedEvent expected) {
            return;
        }
        if (accepted instanceof Accepted.Unprocessed unprocessed) {
            throw new AssertionError(unprocessed.error());
        }
        if (accepted instanceof Accepted.Stored stored) {
            var again = Payload.decode(Payload.FORMAT, stored.payload(), NOW).event();
            if (!again.equals(whole(input, stored.event().id()))) {
                throw new AssertionError("another event after unpacking");
            }
            if (!again.outline().equals(stored.event())) {
                throw new AssertionError("an outline of another event");
            }
        }
    }

    /** Without any frame that was known before. */
    private static SentryEvent whole(byte[] input, UUID id) {
        var tree = EventParser.read(input);
        Scrubber.DEFAULT.scrub(tree);
        return EventParser.parse(tree, new Received(RECEIVED.at(), RECEIVED.sentAt(), RECEIVED.clientIp(), id));
    }

    @Override
    public List<byte[]> seeds() {
        return RealEvents.shorterThan(longest());
    }

    @Override
    public int longest() {
        return 8 * 1024;
    }
}
