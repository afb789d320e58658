package tocsin.grouping;

import tocsin.sentry.SentryEvent;

/** Decides which events are the same problem. */
public final class Grouping {

    private Grouping() {}

    /** Groups with the newest version of the algorithm. */
    public static Grouped of(SentryEvent event) {
        return of(event, GroupingVersion.V1);
    }

    /** Groups with a version that a project still keeps to. */
    static Grouped of(SentryEvent event, GroupingVersion version) {
        var calls = new Calls(event.platform());
        var title = Title.of(event, calls);
        var found =
                switch (version) {
                    case V1 -> Fingerprint.applied(event, title, evidence(event, calls));
                };
        var primary = Key.of(version, found.own());
        var secondary = found.own().equals(found.all()) ? null : Key.of(version, found.all());
        return new Grouped(
                version.number(), primary, secondary, found.reasons(), title.type(), title.value(), title.culprit());
    }

    /** The strongest evidence that the event has: a stack, else what was said, else where. */
    private static Evidence evidence(SentryEvent event, Calls calls) {
        return StackEvidence.of(event, calls)
                .or(() -> ExceptionEvidence.of(event))
                .or(() -> MessageEvidence.of(event))
                .orElseGet(() -> PlaceEvidence.of(event));
    }
}
