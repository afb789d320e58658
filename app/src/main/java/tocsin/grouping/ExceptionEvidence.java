package tocsin.grouping;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tocsin.sentry.SentryEvent;
import tocsin.sentry.SentryEvent.ExceptionValue;

/** Evidence from what was thrown, when nobody knows from where. */
final class ExceptionEvidence {

    private ExceptionEvidence() {}

    /** Empty when no exception has a type or a value. */
    static Optional<Evidence> of(SentryEvent event) {
        var parts = new ArrayList<List<String>>();
        var reasons = new ArrayList<Reason>();
        for (var exception : event.exceptions()) {
            if (exception != null && (exception.type() != null || hasValue(exception))) {
                parts.add(parts(exception, reasons));
            }
        }
        if (parts.isEmpty()) {
            return Optional.empty();
        }
        reasons.addFirst(new Reason("stack", "has no call that says something", false));
        return Optional.of(Evidence.of(
                Recursion.folded(parts).stream().flatMap(List::stream).toList(), reasons));
    }

    private static List<String> parts(ExceptionValue exception, List<Reason> reasons) {
        var type = exception.type() == null ? "" : exception.type();
        var value = hasValue(exception) ? Parametrisation.of(exception.value()) : "";
        var madeUp = StackEvidence.isSynthetic(exception) && !value.isEmpty();
        reasons.add(new Reason("exception type", madeUp ? type + ", which the SDK made up" : type, !madeUp));
        if (!value.isEmpty()) {
            reasons.add(new Reason("exception value", value, true));
        }
        return List.of("exception", madeUp ? "" : type, value);
    }

    private static boolean hasValue(ExceptionValue exception) {
        return exception.value() != null && !exception.value().isBlank();
    }
}
