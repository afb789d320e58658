package tocsin.sentry;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tocsin.fuzz.FuzzTarget;
import tocsin.fuzz.Pieces;

/**
 * Any bytes are an envelope or a {@link MalformedEnvelope}, the same one however the network cuts them; an event that is
 * framed again comes out of the new envelope as it was.
 */
public final class EnvelopeFuzz implements FuzzTarget {

    @Override
    public void check(byte[] input) throws IOException {
        var event = new byte[1][];
        var whole = outcome(Pieces.whole(input), event);
        var pieces = outcome(Pieces.of(input, 1 + input.length % 7), new byte[1][]);
        if (!whole.equals(pieces)) {
            throw new AssertionError("whole: " + whole + "; in pieces: " + pieces);
        }
        if (event[0] != null) {
            var again = new byte[1][];
            outcome(Pieces.whole(framed(event[0])), again);
            if (!Arrays.equals(event[0], again[0])) {
                throw new AssertionError("another event after framing it again");
            }
        }
    }

    private static String outcome(InputStream in, byte[][] event) throws IOException {
        var seen = new ArrayList<String>();
        try {
            var parser = new EnvelopeParser(in);
            seen.add(String.valueOf(parser.header()));
            for (var item = parser.next(); item != null; item = parser.next()) {
                seen.add(item.type() + " " + item.quantities());
                if (item instanceof AttachmentItem attachment) {
                    seen.add(attachment.name() + " " + attachment.content().size());
                    attachment.content().close();
                } else if (item instanceof EventItem one) {
                    event[0] = one.payload();
                }
            }
        } catch (MalformedEnvelope e) {
            seen.add(e.getMessage());
        }
        return seen.toString();
    }

    private static byte[] framed(byte[] event) throws IOException {
        var bytes = new ByteArrayOutputStream();
        bytes.write(("{}\n{\"type\":\"event\",\"length\":" + event.length + "}\n").getBytes(UTF_8));
        bytes.write(event);
        return bytes.toByteArray();
    }

    @Override
    public List<byte[]> seeds() throws IOException {
        var seeds = new ArrayList<byte[]>();
        for (var sample : RealEvents.all()) {
            if (sample.json().length < longest() / 2) {
                seeds.add(framed(sample.json()));
            }
        }
        var item = "{\"type\":\"%s\"}\n{}\n";
        for (var type : List.of("session", "sessions", "check_in", "user_report", "feedback", "client_report", "log")) {
            seeds.add(
                    ("{\"event_id\":\"9ec79c33ec9942ab8353589fcb2e04dc\",\"dsn\":\"https://e12d836b15bb49d7bbf99e64295d995b@h/42\"}\n"
                                    + item.formatted(type) + item.formatted("nonsense"))
                            .getBytes(UTF_8));
        }
        seeds.add(
                "{\"sent_at\":\"2026-01-02T03:04:05Z\"}\n{\"type\":\"attachment\",\"length\":5,\"filename\":\"a.txt\"}\n12345\n"
                        .getBytes(UTF_8));
        seeds.add(
                "{}\n{\"type\":\"transaction\"}\n{\"spans\":[{}],\"start_timestamp\":1}\n{\"type\":\"span\",\"item_count\":3}\n{}\n"
                        .getBytes(UTF_8));
        return seeds;
    }
}
