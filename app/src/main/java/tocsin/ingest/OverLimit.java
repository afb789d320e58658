package tocsin.ingest;

import java.util.List;
import tocsin.quota.Refusal;

/** A request of which something, or all, was dropped because a limit is reached. */
final class OverLimit extends RuntimeException {

    private final transient List<Refusal> refusals;

    OverLimit(List<Refusal> refusals) {
        super("a limit is reached", null, false, false);
        this.refusals = List.copyOf(refusals);
    }

    List<Refusal> refusals() {
        return refusals;
    }
}
