package tocsin.grouping;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import tocsin.sentry.SentryEvent.Stacktrace;

/** The calls of an event's stacks, each stack looked through once. */
final class Calls {

    private final String platform;
    private final Map<Stacktrace, List<Call>> known = new IdentityHashMap<>();

    Calls(String platform) {
        this.platform = platform;
    }

    /** Outermost first; none when there is no stack. */
    List<Call> of(Stacktrace stacktrace) {
        return stacktrace == null ? List.of() : known.computeIfAbsent(stacktrace, this::read);
    }

    private List<Call> read(Stacktrace stacktrace) {
        var calls = new ArrayList<Call>(stacktrace.frames().size());
        for (var frame : stacktrace.frames()) {
            var call = frame == null ? null : Call.of(frame, Family.of(frame, platform));
            if (call != null) {
                calls.add(call);
            }
        }
        return calls;
    }
}
