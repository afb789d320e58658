package tocsin.event;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.OptionalLong;
import tocsin.config.Settings;
import tocsin.web.Words;

/** How much of the disk events may take, and whether they took more when it was last looked at. */
@ApplicationScoped
public class DiskBudget {

    private final OptionalLong most;
    private volatile boolean exceeded;

    public DiskBudget(Settings settings) {
        this.most = settings.eventDiskBudget();
    }

    /** Empty where nobody set one. */
    public OptionalLong most() {
        return most;
    }

    boolean isExceededBy(DiskUse use) {
        return most.isPresent() && use.total() > most.getAsLong();
    }

    /** Whether all that is left is more than the budget. */
    public void nothingMoreCanGo(boolean exceeded) {
        this.exceeded = exceeded;
    }

    /** What an operator has to know: that days which cannot go are alone too large. */
    public Optional<String> warning() {
        return exceeded
                ? Optional.of(
                        "today's and yesterday's events, and the few that are kept of older ones, take more disk than"
                                + " the budget of " + Words.bytes(most.orElseThrow())
                                + ": nothing more can be dropped until tomorrow")
                : Optional.empty();
    }
}
