package tocsin.grouping;

import java.util.ArrayList;
import java.util.List;
import tocsin.sentry.SentryEvent;

/** Decides which events are the same problem. */
public final class Grouping {

    private Grouping() {}

    /** Groups as a new project does. */
    public static Grouped of(SentryEvent event) {
        return GroupingPlan.NEWEST.of(event);
    }

    /** Groups with a version that a project keeps to, after its rules. */
    static Grouped of(SentryEvent event, GroupingVersion version, GroupingRules rules) {
        var calls = new Calls(event.platform(), rules.ofFrames(event));
        var title = Title.of(event, calls);
        var evidence = evidence(event, calls);
        var variables = new Variables(event, title, version);
        var found = rules.fingerprint(event, calls)
                .map(rule -> Fingerprint.ruled(rule, variables, evidence))
                .orElseGet(() -> Fingerprint.applied(event, variables, evidence));
        var reasons = new ArrayList<>(calls.ruled());
        reasons.addAll(found.reasons());
        var primary = Key.of(version, found.own());
        var secondary = found.own().equals(found.all()) ? null : Key.of(version, found.all());
        return new Grouped(
                version.number(), primary, secondary, List.of(), reasons, title.type(), title.value(), title.culprit());
    }

    /** The strongest evidence that the event has: a stack, else what was said, else where. */
    private static Evidence evidence(SentryEvent event, Calls calls) {
        return StackEvidence.of(event, calls)
                .or(() -> ExceptionEvidence.of(event))
                .or(() -> MessageEvidence.of(event))
                .orElseGet(() -> PlaceEvidence.of(event));
    }
}
