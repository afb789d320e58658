package tocsin.ingest;

import java.util.List;
import tocsin.quota.Refusal;

/** A request of which something, or all, was dropped because a limit is reached. */
final class OverLimit extends RuntimeException {

    private final transient List<Refusal> refusals;
    private final int status;

    OverLimit(List<Refusal> refusals) {
        this(429, refusals);
    }

    private OverLimit(int status, List<Refusal> refusals) {
        super("a limit is reached", null, false, false);
        this.status = status;
        this.refusals = List.copyOf(refusals);
    }

    /** For senders that know no 429. */
    OverLimit unavailable() {
        return new OverLimit(503, refusals);
    }

    int status() {
        return status;
    }

    List<Refusal> refusals() {
        return refusals;
    }
}
