package tocsin.sentry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Map;

/**
 * Takes an envelope apart while it arrives. Memory stays small whatever is sent: payloads that are not stored pass
 * through a buffer, and attachments go to disk. The stream should be a {@link LimitedInputStream}; it is the caller's to close.
 */
public final class EnvelopeParser implements AutoCloseable {

    public static final int MAX_HEADER_BYTES = 8 * 1024;
    public static final int MAX_EVENT_BYTES = 1024 * 1024;
    static final int MAX_ITEMS = 1000;
    private static final int TYPES = ItemType.values().length;

    private final WireReader wire;
    private final EnvelopeHeader header;
    private int items;
    private final short[] seen = new short[TYPES];

    /** Reads the header, so that the caller can decide on the rest. */
    public EnvelopeParser(InputStream in) throws IOException {
        wire = new WireReader(in);
        var good = false;
        try {
            var line = wire.line(MAX_HEADER_BYTES);
            if (line == null || line.length == 0) {
                throw new MalformedEnvelope("empty body, or no envelope header");
            }
            header = EnvelopeHeader.of(headers(line, "envelope"));
            good = true;
        } finally {
            if (!good) {
                wire.close();
            }
        }
    }

    /** The whole envelope. {@link MalformedEnvelope} when its framing is broken anywhere. */
    public static Envelope parse(InputStream in) throws IOException {
        try (var parser = new EnvelopeParser(in)) {
            var items = new ArrayList<Item>(2);
            for (var item = parser.next(); item != null; item = parser.next()) {
                items.add(item);
            }
            return new Envelope(parser.header, items);
        }
    }

    /** Gives back what it read with; items that were read stay good. */
    @Override
    public void close() {
        wire.close();
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
        var length = length(headers);
        var tooMany = ++seen[type.ordinal()] > type.most();
        if (type == ItemType.EVENT && tooMany) {
            throw new MalformedEnvelope("more than one event");
        }
        return switch (type) {
            case ATTACHMENT -> attachment(headers, length, tooMany ? 0 : type.limit(), tooMany);
            case EVENT,
                    TRANSACTION,
                    SESSION,
                    SESSIONS,
                    CHECK_IN,
                    USER_REPORT,
                    FEEDBACK,
                    CLIENT_REPORT,
                    LOG,
                    OTEL_LOG,
                    TRACE_METRIC,
                    SPAN -> {
                var payload = payload(length, tooMany ? 0 : type.limit());
                yield tooMany
                        ? refused(type, Item.Reason.TOO_MANY, headers, payload.size())
                        : read(type, headers, payload);
            }
            default -> {
                var size = payload(length, 0).size();
                yield size > type.limit()
                        ? refused(type, Item.Reason.TOO_LARGE, headers, size)
                        : tooMany
                                ? refused(type, Item.Reason.TOO_MANY, headers, size)
                                : type == ItemType.UNKNOWN
                                        ? new UnknownItem(name)
                                        : new PassedItem(type, quantities(type, headers, size));
            }
        };
    }

    /** Containers say themselves how much they hold; who exaggerates is believed up to a point. */
    private static Map<Category, Long> quantities(ItemType type, ObjectNode headers, long size) {
        var said = type.isContainer() ? headers.path("item_count").asLong(1) : 1;
        return type.quantities(Math.clamp(said, 1, 1_000_000), size);
    }

    private static RefusedItem refused(ItemType type, Item.Reason reason, ObjectNode headers, long size) {
        return new RefusedItem(type, reason, quantities(type, headers, size));
    }

    private Item read(ItemType type, ObjectNode headers, WireReader.Payload payload) {
        if (payload.bytes() == null) {
            return refused(type, Item.Reason.TOO_LARGE, headers, payload.size());
        }
        try {
            var item = read(type, payload.bytes());
            return item instanceof RefusedItem refused
                    ? refused(type, refused.reason(), headers, payload.size())
                    : item;
        } catch (MalformedEvent e) {
            return refused(type, Item.Reason.MALFORMED, headers, payload.size());
        }
    }

    private Item read(ItemType type, byte[] bytes) {
        return switch (type) {
            case EVENT -> new EventItem(bytes);
            case TRANSACTION -> TransactionItem.of(bytes);
            case SESSION -> SessionItem.one(bytes);
            case SESSIONS -> SessionItem.aggregated(bytes);
            case CHECK_IN -> CheckInItem.of(bytes);
            case USER_REPORT -> UserReportItem.of(bytes, header.eventId());
            case FEEDBACK -> FeedbackItem.of(bytes, header.eventId());
            case CLIENT_REPORT -> ClientReportItem.of(bytes);
            case LOG -> LogItem.container(bytes);
            case OTEL_LOG -> LogItem.single(bytes);
            case TRACE_METRIC -> MetricItem.of(bytes);
            case SPAN -> SpanItem.of(bytes);
            default -> throw new IllegalStateException("nobody reads " + type);
        };
    }

    private Item attachment(ObjectNode headers, Long length, long limit, boolean tooMany) throws IOException {
        var content = new Spill(limit);
        try {
            wire.pour(length, content);
        } catch (IOException | RuntimeException e) {
            content.close();
            throw e;
        }
        if (tooMany || content.isTooLarge()) {
            content.close();
            return RefusedItem.file(tooMany ? Item.Reason.TOO_MANY : Item.Reason.TOO_LARGE, content.size());
        }
        return AttachmentItem.of(headers, content);
    }

    private WireReader.Payload payload(Long length, long keep) throws IOException {
        return length == null ? wire.untilNewline((int) keep) : wire.exactly(length, (int) keep);
    }

    /** Null when the payload goes up to the next newline. */
    private static Long length(ObjectNode headers) {
        var length = headers.get("length");
        if (length == null || length.isNull()) {
            return null;
        }
        if (!length.isIntegralNumber() || !length.canConvertToLong() || length.longValue() < 0) {
            throw new MalformedEnvelope("an item's length is no number of bytes");
        }
        return length.longValue();
    }

    private static ObjectNode headers(byte[] line, String what) {
        try {
            return JsonText.read(line);
        } catch (MalformedEvent e) {
            throw new MalformedEnvelope("an " + what + " header is no JSON object");
        }
    }
}
