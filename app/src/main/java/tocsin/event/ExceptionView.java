package tocsin.event;

import java.util.ArrayList;
import java.util.List;
import tocsin.sentry.SentryEvent.ExceptionValue;
import tocsin.sentry.SentryEvent.Stacktrace;

/**
 * One exception of the chain.
 *
 * @param relation how it belongs to the first one shown: empty, {@code Caused by}, {@code Wrapped in}
 * @param unhandled true only when the SDK says that nobody caught it
 */
public record ExceptionView(
        String relation,
        String type,
        LongText value,
        String module,
        String mechanism,
        boolean unhandled,
        StackView stack) {

    /**
     * The chain with the exception that the person's own code raised first, then what caused it, then what it was wrapped
     * in.
     */
    static List<ExceptionView> of(List<ExceptionValue> chain, String platform, Arrangement arrangement) {
        if (chain.isEmpty()) {
            return List.of();
        }
        var lead = lead(chain);
        var views = new ArrayList<ExceptionView>();
        views.add(of("", chain.get(lead), platform, arrangement));
        for (int cause = lead - 1; cause >= 0; cause--) {
            views.add(of("Caused by", chain.get(cause), platform, arrangement));
        }
        for (int outer = lead + 1; outer < chain.size(); outer++) {
            views.add(of("Wrapped in", chain.get(outer), platform, arrangement));
        }
        return views;
    }

    /** The exception with its frames as plain text. */
    public String text() {
        return (relation.isEmpty() ? "" : relation + ": ") + type + (value.isEmpty() ? "" : ": " + value.shown()) + "\n"
                + stack.text();
    }

    private static int lead(List<ExceptionValue> chain) {
        for (int i = chain.size() - 1; i >= 0; i--) {
            if (raisedByOwnCode(chain.get(i).stacktrace())) {
                return i;
            }
        }
        for (int i = chain.size() - 1; i >= 0; i--) {
            if (passesOwnCode(chain.get(i).stacktrace())) {
                return i;
            }
        }
        return chain.size() - 1;
    }

    private static boolean raisedByOwnCode(Stacktrace stack) {
        return stack != null
                && !stack.frames().isEmpty()
                && Boolean.TRUE.equals(stack.frames().getLast().inApp());
    }

    private static boolean passesOwnCode(Stacktrace stack) {
        return stack != null && stack.frames().stream().anyMatch(frame -> Boolean.TRUE.equals(frame.inApp()));
    }

    private static ExceptionView of(
            String relation, ExceptionValue exception, String platform, Arrangement arrangement) {
        var mechanism = exception.mechanism();
        return new ExceptionView(
                relation,
                exception.type() == null ? "Error" : exception.type(),
                LongText.of(exception.value()),
                exception.module() == null ? "" : exception.module(),
                mechanism == null || mechanism.type() == null ? "" : mechanism.type(),
                mechanism != null && Boolean.FALSE.equals(mechanism.handled()),
                StackView.of(exception.stacktrace(), platform, relation.isEmpty(), arrangement));
    }
}
