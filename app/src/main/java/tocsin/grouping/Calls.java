package tocsin.grouping;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tocsin.sentry.SentryEvent.Stacktrace;

/** The calls of an event's stacks, each stack looked through once, and after the project's rules. */
final class Calls {

    private final String platform;
    private final List<FrameRule> rules;
    private final Map<Stacktrace, List<Call>> known = new IdentityHashMap<>();
    private final Map<FrameRule, Integer> changed = new LinkedHashMap<>();

    Calls(String platform) {
        this(platform, List.of());
    }

    Calls(String platform, List<FrameRule> rules) {
        this.platform = platform;
        this.rules = rules;
    }

    /** Outermost first; none when there is no stack. */
    List<Call> of(Stacktrace stacktrace) {
        return stacktrace == null ? List.of() : known.computeIfAbsent(stacktrace, this::read);
    }

    /** Which rules changed how many of the calls that were asked for. */
    List<Reason> ruled() {
        return changed.entrySet().stream()
                .map(rule -> rule.getKey().reason(rule.getValue()))
                .toList();
    }

    private List<Call> read(Stacktrace stacktrace) {
        var calls = new ArrayList<Call>(stacktrace.frames().size());
        for (var frame : stacktrace.frames()) {
            var call = frame == null ? null : Call.of(frame, Family.of(frame, platform));
            if (call != null) {
                calls.add(call);
            }
        }
        doubt(calls);
        return rules.isEmpty() ? calls : ruled(calls);
    }

    /** An SDK that marks no call of a stack as the application's was not told what is; then our lists say it. */
    private void doubt(List<Call> calls) {
        for (var call : calls) {
            if (call.owner() != Call.Owner.LIBRARY) {
                return;
            }
        }
        calls.replaceAll(call -> call.doubted(Family.of(call.frame(), platform)));
    }

    private List<Call> ruled(List<Call> calls) {
        // Where the SDK marks nothing, a marked call would be the only one of the application's own.
        var own = calls.stream().anyMatch(call -> call.owner() == Call.Owner.OWN)
                ? Call.Owner.OWN
                : Call.Owner.PROBABLY_OWN;
        var kept = new ArrayList<Call>(calls.size());
        for (var call : calls) {
            var ruled = ruled(call, own);
            if (ruled != null) {
                kept.add(ruled);
            }
        }
        return kept;
    }

    /** Null when it does not count. Of two rules that contradict each other the later wins. */
    private Call ruled(Call call, Call.Owner own) {
        var owner = call.owner();
        var counts = true;
        for (var rule : rules) {
            if (!rule.holdsOf(call.frame(), platform, owner)) {
                continue;
            }
            var ownerBefore = owner;
            var countedBefore = counts;
            switch (rule.action()) {
                case OWN -> owner = owner == Call.Owner.OWN ? owner : own;
                case LIBRARY -> owner = Call.Owner.LIBRARY;
                case COUNTS -> counts = true;
                case COUNTS_NOT -> counts = false;
            }
            if (owner != ownerBefore || counts != countedBefore) {
                changed.merge(rule, 1, Integer::sum);
            }
        }
        if (!counts) {
            return null;
        }
        return owner == call.owner() ? call : new Call(call.frame(), call.key(), owner);
    }
}
