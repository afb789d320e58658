package tocsin.sentry;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The kinds of envelope items that SDKs send, and the category under which each is limited and counted. */
public enum ItemType {
    EVENT("event", Category.ERROR, 1024, 1),
    TRANSACTION("transaction", Category.TRANSACTION, 1024, 1),
    ATTACHMENT("attachment", Category.ATTACHMENT, 100 * 1024, 30),
    SESSION("session", Category.SESSION, 100, 100),
    SESSIONS("sessions", Category.SESSION, 1024, 100),
    CHECK_IN("check_in", Category.MONITOR, 100, 1),
    USER_REPORT("user_report", Category.FEEDBACK, 100, 10),
    FEEDBACK("feedback", Category.FEEDBACK, 1024, 1),
    CLIENT_REPORT("client_report", Category.INTERNAL, 100, 100),
    LOG("log", Category.LOG_ITEM, 2 * 1024, 10),
    OTEL_LOG("otel_log", Category.LOG_ITEM, 1024, 1000),
    TRACE_METRIC("trace_metric", Category.TRACE_METRIC, 1024, 10),
    SPAN("span", Category.SPAN, 2 * 1024, 100),
    PROFILE("profile", Category.PROFILE, 50 * 1024, 1),
    PROFILE_CHUNK("profile_chunk", Category.PROFILE_CHUNK, 50 * 1024, 10),
    REPLAY_EVENT("replay_event", Category.REPLAY, 10 * 1024, 1),
    REPLAY_RECORDING("replay_recording", Category.REPLAY, 100 * 1024, 1),
    REPLAY_VIDEO("replay_video", Category.REPLAY, 100 * 1024, 1),
    STATSD("statsd", Category.METRIC_BUCKET, 1024, 100),
    METRIC_BUCKETS("metric_buckets", Category.METRIC_BUCKET, 1024, 100),
    NEL("nel", Category.SECURITY, 1024, 100),
    RAW_SECURITY("raw_security", Category.SECURITY, 1024, 1),
    SECURITY("security", Category.SECURITY, 1024, 1),
    FORM_DATA("form_data", Category.ATTACHMENT, 100 * 1024, 1),
    UNREAL_REPORT("unreal_report", Category.ERROR, 100 * 1024, 1),
    /** Anything newer than this list; the item keeps the name that was sent. */
    UNKNOWN("unknown", Category.DEFAULT, 200 * 1024, EnvelopeParser.MAX_ITEMS);

    private static final Map<String, ItemType> BY_NAME =
            Stream.of(values()).collect(Collectors.toUnmodifiableMap(ItemType::wireName, Function.identity()));

    private final String wireName;
    private final Category category;
    private final int kibibytes;
    private final int most;

    ItemType(String wireName, Category category, int kibibytes, int most) {
        this.wireName = wireName;
        this.category = category;
        this.kibibytes = kibibytes;
        this.most = most;
    }

    public static ItemType of(String wireName) {
        return BY_NAME.getOrDefault(wireName, UNKNOWN);
    }

    public String wireName() {
        return wireName;
    }

    public Category category() {
        return category;
    }

    /**
     * What an item counts for, by category: files their bytes, logs and metrics their lines and bytes, anything else what it
     * contains. Always in the same order.
     *
     * @param contained how many things it holds, or says that it holds
     * @param bytes of its payload
     */
    public Map<Category, Long> quantities(long contained, long bytes) {
        return switch (this) {
            case ATTACHMENT, FORM_DATA -> Map.of(category, Math.max(bytes, 1));
            case LOG, OTEL_LOG -> both(contained, Category.LOG_BYTE, bytes);
            case TRACE_METRIC -> both(contained, Category.TRACE_METRIC_BYTE, bytes);
            default -> Map.of(category, contained);
        };
    }

    /** In the categories' own order, so that of two limits the same one is always asked first. */
    Map<Category, Long> both(long quantity, Category other, long otherQuantity) {
        var quantities = new EnumMap<Category, Long>(Category.class);
        quantities.put(category, quantity);
        quantities.put(other, otherQuantity);
        return Collections.unmodifiableMap(quantities);
    }

    /** Whether its header may say how many things it holds. */
    boolean isContainer() {
        return switch (this) {
            case EVENT, TRANSACTION, CHECK_IN, USER_REPORT, FEEDBACK, CLIENT_REPORT, SESSION, OTEL_LOG -> false;
            default -> true;
        };
    }

    /** Whether files beside it belong to it. */
    public boolean isEvent() {
        return this == EVENT || this == TRANSACTION || this == FEEDBACK;
    }

    /** The largest payload, in bytes; what is larger is dropped and counted. */
    public long limit() {
        return kibibytes * 1024L;
    }

    /** How many of them an envelope may bring. */
    int most() {
        return most;
    }
}
