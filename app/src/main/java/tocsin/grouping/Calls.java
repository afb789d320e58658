package tocsin.grouping;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tocsin.sentry.Familiar;
import tocsin.sentry.SentryEvent.Frame;
import tocsin.sentry.SentryEvent.Stacktrace;

/** The calls of an event's stacks, each stack looked through once, and after the project's rules. */
final class Calls {

    /**
     * What frames that come again and again have noted with them: what this makes of them, before any rule.
     *
     * @param call null for a frame that says nothing
     * @param doubted the same as if the SDK had not said whose it is
     */
    private record Noted(Family family, Call call, Call doubted) {

        /** Null when nothing is noted, or something of another family. */
        static Noted of(Frame frame, Family family) {
            return frame.familiar().note() instanceof Noted noted && noted.family == family ? noted : null;
        }

        static Noted on(Frame frame, Family family) {
            var call = Call.of(frame, family);
            var noted = new Noted(family, call, call == null ? null : call.doubted(family));
            frame.familiar().note(noted);
            return noted;
        }
    }

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
            var call = frame == null ? null : call(frame);
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
        calls.replaceAll(this::doubted);
    }

    private Call call(Frame frame) {
        var family = Family.of(frame, platform);
        if (frame.familiar() == Familiar.STRANGER) {
            return Call.of(frame, family);
        }
        var noted = Noted.of(frame, family);
        return noted == null ? Noted.on(frame, family).call() : noted.call();
    }

    private Call doubted(Call call) {
        var family = Family.of(call.frame(), platform);
        var noted = Noted.of(call.frame(), family);
        return noted == null ? call.doubted(family) : noted.doubted();
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
