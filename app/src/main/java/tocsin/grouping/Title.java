package tocsin.grouping;

import java.util.List;
import java.util.Set;
import tocsin.sentry.SentryEvent;
import tocsin.sentry.SentryEvent.ExceptionValue;

/**
 * What people call an event before they have read it.
 *
 * @param crash the call that they would look at first; null when there is none
 */
record Title(String type, String value, String culprit, Call crash) {

    private static final int MAX_TYPE = 200;
    private static final int MAX_VALUE = 500;
    private static final int MAX_CULPRIT = 200;

    private static final Call.Owner[] OWNERS = Call.Owner.values();

    // How a program gives up; of interest is who made it.
    private static final Set<String> THROWING =
            Set.of(("abort __abort raise kill tgkill pthread_kill __pthread_kill RaiseException _CxxThrowException"
                            + " RaiseComPlusException __cxa_throw abort_message objc_exception_throw __exceptionPreprocess"
                            + " _CFThrowFormattedException")
                    .split(" "));

    static Title of(SentryEvent event, Calls calls) {
        var exception = thrown(event.exceptions());
        var crash = crash(event, exception, calls);
        var culprit = culprit(event.transaction(), event.culprit(), crash == null ? null : crash.place());
        if (exception == null) {
            return new Title(message(event), null, culprit, crash);
        }
        var type = firstLine(exception.type(), MAX_TYPE);
        var value = firstLine(exception.value(), MAX_VALUE);
        if (!isCrash(exception, event.platform())) {
            return new Title(type == null ? "Error" : type, value, culprit, crash);
        }
        if (crash != null && crash.isNamed()) {
            return new Title(Texts.cut(crash.key().function(), MAX_TYPE), both(type, value), culprit, crash);
        }
        var repeats = type != null && value != null && value.contains(type);
        return new Title(type == null ? "Crash" : type, repeats ? null : value, culprit, crash);
    }

    private static String culprit(String... places) {
        for (var place : places) {
            if (place != null && !place.isBlank()) {
                return Texts.cut(place.strip(), MAX_CULPRIT);
            }
        }
        return null;
    }

    /** The last is what the program saw, unless the SDK made it up around one that was really thrown. */
    private static ExceptionValue thrown(List<ExceptionValue> chain) {
        ExceptionValue last = null;
        for (var exception : chain.reversed()) {
            if (exception != null && !StackEvidence.isSynthetic(exception)) {
                return exception;
            }
            last = last == null ? exception : last;
        }
        return last;
    }

    /** A signal's name says little: hundreds of crashes share it, so the function that crashed leads. */
    private static boolean isCrash(ExceptionValue exception, String platform) {
        return StackEvidence.isSynthetic(exception) && Family.of(platform) == Family.NATIVE;
    }

    private static String both(String type, String value) {
        if (type == null || value == null) {
            return type == null ? value : type;
        }
        return value.contains(type) ? value : Texts.cut(type + ": " + value, MAX_VALUE);
    }

    /** The innermost call of the application's own, else the innermost at all; null when there is none. */
    private static Call crash(SentryEvent event, ExceptionValue exception, Calls known) {
        var calls = crashed(event, exception, known).reversed();
        for (var owner : OWNERS) {
            for (var call : calls) {
                if (call.owner() == owner && !THROWING.contains(call.key().function())) {
                    return call;
                }
            }
        }
        return calls.isEmpty() ? null : calls.getFirst();
    }

    /** The calls of the first stack that has any: the exception's own, another's, a thread's. */
    private static List<Call> crashed(SentryEvent event, ExceptionValue exception, Calls known) {
        var calls = exception == null ? List.<Call>of() : known.of(exception.stacktrace());
        for (var at = event.exceptions().size() - 1; at >= 0 && calls.isEmpty(); at--) {
            var other = event.exceptions().get(at);
            calls = other == null ? calls : known.of(other.stacktrace());
        }
        return calls.isEmpty() ? StackEvidence.stack(event).map(known::of).orElse(calls) : calls;
    }

    private static String message(SentryEvent event) {
        var message = event.message();
        if (message == null) {
            return "Event without a message";
        }
        var said = firstLine(message.formatted(), MAX_VALUE);
        var template = said == null ? firstLine(message.template(), MAX_VALUE) : said;
        return template == null ? "Event without a message" : template;
    }

    private static String firstLine(String text, int max) {
        var line = text == null ? "" : Texts.firstLines(text, 1, max);
        return line.isEmpty() ? null : line;
    }
}
