package tocsin.event;

import tocsin.sentry.SentryEvent;

/** An event with all that was sent. */
public record StoredEvent(ListedEvent head, Payload payload) {

    public SentryEvent event() {
        return payload.event();
    }
}
