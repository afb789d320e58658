package tocsin.sentry;

import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import tocsin.fuzz.FuzzTarget;

/** Any bytes are an event or a {@link MalformedEvent}; an event that is written and read again is the same. */
public final class EventFuzz implements FuzzTarget {

    private static final Received RECEIVED =
            new Received(Instant.parse("2026-11-21T10:00:00Z"), null, "198.51.100.7", null);

    @Override
    public void check(byte[] input) throws IOException {
        SentryEvent event;
        readAlike(input);
        try {
            event = EventParser.parse(input, RECEIVED);
        } catch (MalformedEvent expected) {
            return;
        }
        var written = EventWriter.write(event);
        var again = EventParser.parse(written, Received.at(event.timestamp()));
        if (!again.equals(event) || !Arrays.equals(EventWriter.write(again), written)) {
            SameAgain.check(event);
            throw new AssertionError("not the same again");
        }
    }

    /** The reader for plain JSON reads nothing that the other refuses, and the same out of it. */
    private static void readAlike(byte[] input) {
        var plain = PlainJson.read(input, null);
        try {
            if (plain != null && !plain.equals(JsonText.patient(input))) {
                throw new AssertionError("read in two ways");
            }
        } catch (MalformedEvent e) {
            throw new AssertionError("plain to one reader alone", e);
        }
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
