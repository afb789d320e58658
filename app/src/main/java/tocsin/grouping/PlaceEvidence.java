package tocsin.grouping;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import tocsin.sentry.SentryEvent;

/** Evidence of an event that says nothing: what the program was about. */
final class PlaceEvidence {

    private PlaceEvidence() {}

    static Evidence of(SentryEvent event) {
        var place = Stream.of(event.transaction(), event.culprit(), event.logger())
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("");
        var reasons = List.of(
                new Reason("stack, exception and message", "none of them says anything", false),
                new Reason("place", place.isEmpty() ? "not known: all such events are one" : place, true));
        return Evidence.of(List.of("place", place), reasons);
    }
}
