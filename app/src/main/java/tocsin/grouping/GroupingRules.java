package tocsin.grouping;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tocsin.sentry.SentryEvent;

/** What a project says itself of its events and frames before they are grouped. One serves all threads. */
public final class GroupingRules {

    public static final GroupingRules NONE = new GroupingRules(List.of(), List.of());

    private final List<FingerprintRule> fingerprints;
    private final List<FrameRule> frames;

    GroupingRules(List<FingerprintRule> fingerprints, List<FrameRule> frames) {
        this.fingerprints = List.copyOf(fingerprints);
        this.frames = List.copyOf(frames);
    }

    /**
     * From one rule in a line; null and empty are none.
     *
     * @throws InvalidRules with each line that is none
     */
    public static GroupingRules of(String text) {
        return text == null || text.isBlank() ? NONE : RuleText.read(text);
    }

    public boolean isEmpty() {
        return fingerprints.isEmpty() && frames.isEmpty();
    }

    /** Those that speak of frames of this event. */
    List<FrameRule> ofFrames(SentryEvent event) {
        if (frames.isEmpty()) {
            return frames;
        }
        var active = new ArrayList<FrameRule>(frames.size());
        for (var rule : frames) {
            if (rule.condition().holdsOf(event)) {
                active.add(rule);
            }
        }
        return active;
    }

    /** The first that gives this event a fingerprint. */
    Optional<FingerprintRule> fingerprint(SentryEvent event, Calls calls) {
        for (var rule : fingerprints) {
            if (rule.condition().holdsOf(event) && holdsOfAny(rule.condition(), event, calls)) {
                return Optional.of(rule);
            }
        }
        return Optional.empty();
    }

    private static boolean holdsOfAny(Condition condition, SentryEvent event, Calls calls) {
        if (condition.ofFrame().isEmpty()) {
            return true;
        }
        for (var stack : StackEvidence.stacks(event)) {
            for (var call : calls.of(stack)) {
                if (condition.holdsOf(call.frame(), event.platform(), call.owner())) {
                    return true;
                }
            }
        }
        return false;
    }
}
