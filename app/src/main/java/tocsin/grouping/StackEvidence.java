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
        var own = own(
                sections.stream().flatMap(section -> section.calls().stream()).toList());
        if (own.isEmpty()) {
            var reasons = new ArrayList<Reason>();
            reasons.add(new Reason("stack", "has no call of the application's own, so all count", true));
            reasons.addAll(explained(sections, call -> true));
            return Evidence.of(parts(sections, call -> true), reasons);
        }
        return new Evidence(parts(sections, own.get()), parts(sections, call -> true), explained(sections, own.get()));
    }

    /** What the SDK marks as the application's; where it marks nothing, what it leaves open and no library is known for. */
    private static Optional<Predicate<Call>> own(List<Call> calls) {
        return Stream.of(Call.Owner.OWN, Call.Owner.PROBABLY_OWN)
                .filter(owner -> calls.stream().anyMatch(call -> call.owner() == owner))
                .findFirst()
                .map(owner -> call -> call.owner() == owner);
    }

    /** Equal neighbours count once: a group of errors is the same however many failed alike. */
    private static List<String> parts(List<Section> sections, Predicate<Call> counts) {
        return Recursion.folded(
                        sections.stream().map(section -> section.parts(counts)).toList())
                .stream()
                .flatMap(List::stream)
                .toList();
    }

    private static List<Reason> explained(List<Section> sections, Predicate<Call> counts) {
        return sections.stream()
                .flatMap(section -> section.explained(counts).stream())
                .toList();
    }
}
