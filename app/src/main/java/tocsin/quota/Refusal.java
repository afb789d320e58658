package tocsin.quota;

import java.util.Collection;
import java.util.stream.Collectors;

/** A limit that is reached, and for how many seconds nothing more is taken. */
public record Refusal(Limit limit, long seconds) {

    /** As {@code X-Sentry-Rate-Limits} has it: {@code 60:error:key:quota-7}; no category means all of them. */
    String entry() {
        var category = limit.category() == null ? "" : limit.category().wireName();
        return seconds + ":" + category + ":" + limit.level().wireName() + ":" + limit.reason();
    }

    public static String header(Collection<Refusal> refusals) {
        return refusals.stream().map(Refusal::entry).distinct().collect(Collectors.joining(", "));
    }

    /** When all of them have passed. */
    public static long retryAfter(Collection<Refusal> refusals) {
        return refusals.stream().mapToLong(Refusal::seconds).max().orElse(1);
    }
}
