package tocsin.grouping;

import java.util.List;
import java.util.Optional;
import tocsin.sentry.SentryEvent;
import tocsin.sentry.SentryEvent.LogEntry;

/** Evidence from what was logged: the message as it stands in the code, or as near to that as can be told. */
final class MessageEvidence {

    private static final int MAX_TEMPLATE = 2000;

    private MessageEvidence() {}

    /** Empty when the event has no message. */
    static Optional<Evidence> of(SentryEvent event) {
        return section(event).map(section -> Evidence.of(section.head(), section.reasons()));
    }

    /** The message beside a stack: two lines of one function that log different things are two problems. */
    static Optional<Section> section(SentryEvent event) {
        var message = event.message();
        if (message == null) {
            return Optional.empty();
        }
        if (isTemplate(message)) {
            return Optional.of(
                    section("message template", Texts.cut(message.template().strip(), MAX_TEMPLATE)));
        }
        var said = isBlank(message.formatted()) ? message.template() : message.formatted();
        return isBlank(said) ? Optional.empty() : Optional.of(section("message", Parametrisation.of(said)));
    }

    private static Section section(String part, String text) {
        var reason = new Reason(part, Texts.cut(text, 200), true);
        return new Section(List.of("message", text), List.of(reason), List.of());
    }

    /** Many SDKs send the finished message as its own template, which then varies as much as the message. */
    private static boolean isTemplate(LogEntry message) {
        if (isBlank(message.template())) {
            return false;
        }
        var hasParams = message.params() != null && !message.params().isEmpty();
        return hasParams
                || (!isBlank(message.formatted()) && !message.formatted().equals(message.template()));
    }

    private static boolean isBlank(String text) {
        return text == null || text.isBlank();
    }
}
