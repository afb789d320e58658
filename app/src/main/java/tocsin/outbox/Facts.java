package tocsin.outbox;

import java.util.List;

/** What has become true in one tenant since it was last asked. */
public record Facts(List<IssueFact> issues, List<StoredFact> stored, List<SpikeFact> spikes) {

    public boolean isEmpty() {
        return size() == 0;
    }

    int size() {
        return issues.size() + stored.size() + spikes.size();
    }
}
