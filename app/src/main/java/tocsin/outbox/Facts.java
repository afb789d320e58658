package tocsin.outbox;

import java.util.List;

/** What has become true in one tenant since it was last asked. */
public record Facts(List<IssueFact> issues, List<StoredFact> stored) {

    public boolean isEmpty() {
        return issues.isEmpty() && stored.isEmpty();
    }
}
