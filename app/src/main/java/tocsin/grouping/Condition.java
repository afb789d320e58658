package tocsin.grouping;

import java.util.List;
import tocsin.sentry.SentryEvent;
import tocsin.sentry.SentryEvent.Frame;

/** What must be true of an event, and of one frame in it. */
record Condition(List<Matcher> ofEvent, List<Matcher> ofFrame) {

    Condition {
        ofEvent = List.copyOf(ofEvent);
        ofFrame = List.copyOf(ofFrame);
    }

    boolean holdsOf(SentryEvent event) {
        for (var matcher : ofEvent) {
            if (!matcher.holdsOf(event)) {
                return false;
            }
        }
        return true;
    }

    boolean holdsOf(Frame frame, String platform, Call.Owner owner) {
        for (var matcher : ofFrame) {
            if (!matcher.holdsOf(frame, platform, owner)) {
                return false;
            }
        }
        return true;
    }
}
