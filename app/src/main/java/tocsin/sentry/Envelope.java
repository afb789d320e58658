package tocsin.sentry;

import java.util.List;
import java.util.Optional;

/** What an SDK sends in one request: a header, and items in their order. */
public record Envelope(EnvelopeHeader header, List<Item> items) {

    /** The one error event, if the envelope brought one that is kept. */
    public Optional<EventItem> event() {
        return items.stream()
                .filter(EventItem.class::isInstance)
                .map(EventItem.class::cast)
                .findFirst();
    }
}
