package tocsin.sentry;

/** What a limit applies to, by the names that SDKs know from {@code X-Sentry-Rate-Limits}. */
public enum Category {
    DEFAULT("default"),
    ERROR("error"),
    TRANSACTION("transaction"),
    MONITOR("monitor"),
    SPAN("span"),
    LOG_ITEM("log_item"),
    LOG_BYTE("log_byte"),
    SECURITY("security"),
    ATTACHMENT("attachment"),
    SESSION("session"),
    PROFILE("profile"),
    PROFILE_CHUNK("profile_chunk"),
    PROFILE_CHUNK_UI("profile_chunk_ui"),
    REPLAY("replay"),
    FEEDBACK("feedback"),
    TRACE_METRIC("trace_metric"),
    TRACE_METRIC_BYTE("trace_metric_byte"),
    METRIC_BUCKET("metric_bucket"),
    /** Reports about other items; never limited. */
    INTERNAL("internal");

    private final String wireName;

    Category(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }

    /** By the name that SDKs know; null when there is none. */
    public static Category of(String wireName) {
        for (var category : values()) {
            if (category.wireName.equals(wireName)) {
                return category;
            }
        }
        return null;
    }
}
