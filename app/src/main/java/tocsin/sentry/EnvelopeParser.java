package tocsin.sentry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;

/**
 * Takes an envelope apart while it arrives. Memory stays small whatever is sent: payloads that are not stored pass
 * through a buffer. The stream should be a {@link LimitedInputStream}; it is the caller's to close.
 */
public final class EnvelopeParser {

    public static final int MAX_HEADER_BYTES = 8 * 1024;
    public static final int MAX_EVENT_BYTES = 1024 * 1024;
    static final int MAX_ITEMS = 1000;

    private final WireReader wire;
    private final EnvelopeHeader header;
    private int items;
    private boolean eventSeen;

    /** Reads the header, so that the caller can decide on the rest. */
    public EnvelopeParser(InputStream in) throws IOException {
        wire = new WireReader(in);
        var line = wire.line(MAX_HEADER_BYTES);
        if (line == null || line.length == 0) {
            throw new MalformedEnvelope("empty body, or no envelope header");
        }
        header = EnvelopeHeader.of(headers(line, "envelope"));
    }

    /** The whole envelope. {@link MalformedEnvelope} when its framing is broken anywhere. */
    public static Envelope parse(InputStream in) throws IOException {
        var parser = new EnvelopeParser(in);
        var items = new ArrayList<Item>(2);
        for (var item = parser.next(); item != null; item = parser.next()) {
            items.add(item);
        }
        return new Envelope(parser.header, items);
    }

    public EnvelopeHeader header() {
        return header;
    }

    /** The next item, or null after the last. */
    public Item next() throws IOException {
        byte[] line;
        do {
            line = wire.line(MAX_HEADER_BYTES);
            if (line == null) {
                return null;
            }
        } while (line.length == 0);
        if (++items > MAX_ITEMS) {
            throw new MalformedEnvelope("more than " + MAX_ITEMS + " items");
        }
        return item(headers(line, "item"));
    }

    private Item item(ObjectNode headers) throws IOException {
        var name = headers.path("type").textValue();
        if (name == null) {
            throw new MalformedEnvelope("an item has no type");
        }
        var type = ItemType.of(name);
        if (type == ItemType.EVENT) {
            if (eventSeen) {
                throw new MalformedEnvelope("more than one event");
            }
            eventSeen = true;
        }
        var keep = type == ItemType.EVENT ? MAX_EVENT_BYTES : 0;
        var payload = payload(headers, keep);
        if (type != ItemType.EVENT) {
            return new Item.Dropped(type, name, headers, payload.size(), Item.Reason.NOT_STORED);
        }
        return payload.bytes() == null
                ? new Item.Dropped(type, name, headers, payload.size(), Item.Reason.TOO_LARGE)
                : new Item.Kept(type, headers, payload.bytes());
    }

    private WireReader.Payload payload(ObjectNode headers, int keep) throws IOException {
        var length = headers.get("length");
        if (length == null || length.isNull()) {
            return wire.untilNewline(keep);
        }
        if (!length.isIntegralNumber() || !length.canConvertToLong() || length.longValue() < 0) {
            throw new MalformedEnvelope("an item's length is no number of bytes");
        }
        return wire.exactly(length.longValue(), keep);
    }

    private static ObjectNode headers(byte[] line, String what) {
        try {
            return JsonText.read(line);
        } catch (MalformedEvent e) {
            throw new MalformedEnvelope("an " + what + " header is no JSON object");
        }
    }
}
