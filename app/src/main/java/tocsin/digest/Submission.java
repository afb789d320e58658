package tocsin.digest;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * One request's worth of items, written together or not at all.
 *
 * @param written completes when they are kept
 * @param since when they were handed over, as {@link System#nanoTime()} tells it
 * @param stale whether they lay somewhere since they were received: whom they name may be erased by now
 */
public record Submission(
        Origin origin, List<Accepted> items, CompletableFuture<Fate> written, long since, boolean stale) {

    public Submission(Origin origin, List<Accepted> items) {
        this(origin, items, false);
    }

    Submission(Origin origin, List<Accepted> items, boolean stale) {
        this(origin, List.copyOf(items), new CompletableFuture<>(), System.nanoTime(), stale);
    }

    int weight() {
        return items.stream().mapToInt(Accepted::weight).sum();
    }
}
