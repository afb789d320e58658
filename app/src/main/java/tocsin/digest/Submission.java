package tocsin.digest;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** One request's worth of items, written together or not at all; {@code written} completes after the commit. */
public record Submission(Origin origin, List<Accepted> items, CompletableFuture<Fate> written) {

    public Submission(Origin origin, List<Accepted> items) {
        this(origin, List.copyOf(items), new CompletableFuture<>());
    }

    int weight() {
        return items.stream().mapToInt(Accepted::weight).sum();
    }
}
