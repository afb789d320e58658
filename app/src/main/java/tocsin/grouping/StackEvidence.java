package tocsin.grouping;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tocsin.sentry.SentryEvent;
import tocsin.sentry.SentryEvent.ExceptionValue;
import tocsin.sentry.SentryEvent.Stacktrace;
import tocsin.sentry.SentryEvent.ThreadValue;

/** Evidence from where the program was: the stacks of its exceptions, else of the thread that failed. */
final class StackEvidence {

    private static final int MAX_FRAMES = 50;
    // Further out is how the runtime came to the library that failed, which differs from release to release.
    // Twice as many as it takes to tell apart all real events that we know.
    private static final int MAX_LIBRARY_FRAMES = 8;

    private static final Section.Choice ALL = new Section.Choice(call -> true, MAX_FRAMES);
    private static final Section.Choice INNERMOST = new Section.Choice(call -> true, MAX_LIBRARY_FRAMES);

    private StackEvidence() {}

    /** Empty when no stack has a frame that says something. */
    static Optional<Evidence> of(SentryEvent event, Calls calls) {
        var sections = new ArrayList<>(event.exceptions().stream()
                .filter(Objects::nonNull)
                .map(exception -> section(exception, calls.of(exception.stacktrace())))
                .toList());
        if (sections.stream().allMatch(section -> section.calls().isEmpty())) {
            if (sections.isEmpty()) {
                MessageEvidence.section(event).ifPresent(sections::add);
            }
            threadSection(event, calls).ifPresent(sections::add);
        }
        return sections.stream().allMatch(section -> section.calls().isEmpty())
                ? Optional.empty()
                : Optional.of(evidence(sections));
    }

    private static Section section(ExceptionValue exception, List<Call> calls) {
        var type = exception.type() == null ? "" : exception.type();
        var reasons = new ArrayList<Reason>();
        if (isSynthetic(exception)) {
            reasons.add(new Reason("exception type", type + ", which the SDK made up", false));
            type = "";
        } else {
            reasons.add(new Reason("exception type", type, !type.isEmpty()));
        }
        if (exception.value() != null) {
            reasons.add(new Reason(
                    "exception value",
                    Texts.firstLines(exception.value(), 1, 100) + ": may vary, as the stack says enough",
                    false));
        }
        return new Section(List.of("exception", type), reasons, calls);
    }

    static boolean isSynthetic(ExceptionValue exception) {
        return exception.mechanism() != null
                && Boolean.TRUE.equals(exception.mechanism().synthetic());
    }

    private static Optional<Section> threadSection(SentryEvent event, Calls calls) {
        return stack(event)
                .map(calls::of)
                .filter(found -> !found.isEmpty())
                .map(found -> new Section(
                        List.of("thread"),
                        List.of(new Reason("thread", "the stack of the one that failed", true)),
                        found));
    }

    /** Every stack that may say where the event happened. */
    static List<Stacktrace> stacks(SentryEvent event) {
        var stacks = new ArrayList<Stacktrace>();
        for (var exception : event.exceptions()) {
            if (exception != null && exception.stacktrace() != null) {
                stacks.add(exception.stacktrace());
            }
        }
        stack(event).ifPresent(stacks::add);
        return stacks;
    }

    /** The stack that the event itself has, else of the thread that crashed, that threw, or that spoke. */
    static Optional<Stacktrace> stack(SentryEvent event) {
        if (event.stacktrace() != null) {
            return Optional.of(event.stacktrace());
        }
        var thrower = event.exceptions().isEmpty()
                ? null
                : event.exceptions().getLast().threadId();
        Stream<Predicate<ThreadValue>> choices = Stream.of(
                thread -> Boolean.TRUE.equals(thread.crashed()),
                thread -> thrower != null && thrower.equals(thread.id()),
                thread -> Boolean.TRUE.equals(thread.current()),
                thread -> event.threads().size() == 1);
        return choices.flatMap(choice -> event.threads().stream().filter(choice))
                .map(ThreadValue::stacktrace)
                .filter(Objects::nonNull)
                .findFirst();
    }

    private static Evidence evidence(List<Section> sections) {
        var own = own(sections);
        if (own == null) {
            var reasons = new ArrayList<Reason>();
            reasons.add(new Reason("stack", "has no call of the application's own, so the innermost count", true));
            explain(sections, INNERMOST, reasons);
            return new Evidence(parts(sections, INNERMOST), parts(sections, ALL), reasons);
        }
        var choice = new Section.Choice(call -> call.owner() == own, MAX_FRAMES);
        var failed = sections.stream().map(section -> failed(section, own)).toList();
        var reasons = new ArrayList<Reason>();
        explain(failed, choice, reasons);
        return new Evidence(parts(failed, choice), parts(failed, ALL), reasons);
    }

    /** With the line of the application's own at which it failed: another line of that function is another problem. */
    private static Section failed(Section section, Call.Owner own) {
        for (var call : section.calls().reversed()) {
            if (call.owner() == own) {
                var line = call.key().line(call.frame());
                return line.isEmpty() ? section : section.with("line", line);
            }
        }
        return section;
    }

    /**
     * What the SDK marks as the application's; where it marks nothing, what it leaves open and no library is known for.
     * Null when nothing is left.
     */
    private static Call.Owner own(List<Section> sections) {
        Call.Owner own = null;
        for (var section : sections) {
            for (var call : section.calls()) {
                if (call.owner() == Call.Owner.OWN) {
                    return call.owner();
                }
                own = call.owner() == Call.Owner.PROBABLY_OWN ? call.owner() : own;
            }
        }
        return own;
    }

    /** Equal neighbours count once: a group of errors is the same however many failed alike. */
    private static List<String> parts(List<Section> sections, Section.Choice choice) {
        if (sections.size() == 1) {
            return sections.getFirst().parts(choice);
        }
        var each = new ArrayList<List<String>>(sections.size());
        for (var section : sections) {
            each.add(section.parts(choice));
        }
        var parts = new ArrayList<String>();
        Recursion.folded(each).forEach(parts::addAll);
        return parts;
    }

    private static void explain(List<Section> sections, Section.Choice choice, List<Reason> reasons) {
        for (var section : sections) {
            reasons.addAll(section.explained(choice));
        }
    }
}
