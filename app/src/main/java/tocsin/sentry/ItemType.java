package tocsin.sentry;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The kinds of envelope items that SDKs send, and the category under which each is limited and counted. */
public enum ItemType {
    EVENT("event", Category.ERROR),
    TRANSACTION("transaction", Category.TRANSACTION),
    ATTACHMENT("attachment", Category.ATTACHMENT),
    SESSION("session", Category.SESSION),
    SESSIONS("sessions", Category.SESSION),
    CHECK_IN("check_in", Category.MONITOR),
    USER_REPORT("user_report", Category.FEEDBACK),
    FEEDBACK("feedback", Category.FEEDBACK),
    CLIENT_REPORT("client_report", Category.INTERNAL),
    LOG("log", Category.LOG_ITEM),
    OTEL_LOG("otel_log", Category.LOG_ITEM),
    TRACE_METRIC("trace_metric", Category.TRACE_METRIC),
    SPAN("span", Category.SPAN),
    PROFILE("profile", Category.PROFILE),
    PROFILE_CHUNK("profile_chunk", Category.PROFILE_CHUNK),
    REPLAY_EVENT("replay_event", Category.REPLAY),
    REPLAY_RECORDING("replay_recording", Category.REPLAY),
    REPLAY_VIDEO("replay_video", Category.REPLAY),
    STATSD("statsd", Category.METRIC_BUCKET),
    METRIC_BUCKETS("metric_buckets", Category.METRIC_BUCKET),
    NEL("nel", Category.SECURITY),
    RAW_SECURITY("raw_security", Category.SECURITY),
    SECURITY("security", Category.SECURITY),
    FORM_DATA("form_data", Category.ATTACHMENT),
    UNREAL_REPORT("unreal_report", Category.ERROR),
    /** Anything newer than this list; the item keeps the name that was sent. */
    UNKNOWN("unknown", Category.DEFAULT);

    private static final Map<String, ItemType> BY_NAME =
            Stream.of(values()).collect(Collectors.toUnmodifiableMap(ItemType::wireName, Function.identity()));

    private final String wireName;
    private final Category category;

    ItemType(String wireName, Category category) {
        this.wireName = wireName;
        this.category = category;
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
}
