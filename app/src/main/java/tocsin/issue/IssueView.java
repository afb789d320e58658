package tocsin.issue;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import tocsin.event.EventView;
import tocsin.event.ListedEvent;
import tocsin.event.LongText;
import tocsin.event.Neighbours;
import tocsin.web.Spark;

/**
 * An issue and one of its events as a page shows them.
 *
 * @param home the issue's own address
 * @param event null when none is stored any more
 * @param walk null without an event
 * @param kept null where the event goes with its day, or there is none
 * @param attachments of the event
 * @param feedback on any event of the issue
 */
public record IssueView(
        String home,
        String shortId,
        String type,
        LongText value,
        String culprit,
        String level,
        String status,
        Instant statusAt,
        String platform,
        long events,
        long users,
        Instant firstSeen,
        Instant lastSeen,
        Spark day,
        Spark fortnight,
        List<TagView> tags,
        boolean mayChange,
        boolean mayDelete,
        Reading reading,
        EventView event,
        Walk walk,
        Kept kept,
        List<AttachmentRow> attachments,
        List<FeedbackRow> feedback) {

    /** Where the walker leads from an event; null where there is nothing. */
    public record Walk(
            String here,
            String oldest,
            String older,
            String newer,
            String newest,
            String position,
            Histogram histogram) {

        static Walk of(String home, ListedEvent event, Neighbours neighbours, String position, Histogram histogram) {
            return new Walk(
                    home + "/events/" + event.hex(),
                    neighbours.older().isEmpty() ? null : home + "/events/oldest",
                    neighbours.older().map(id -> home + "/events/" + hex(id)).orElse(null),
                    neighbours.newer().map(id -> home + "/events/" + hex(id)).orElse(null),
                    neighbours.newer().isEmpty() ? null : home + "/events/newest",
                    position,
                    histogram);
        }

        private static String hex(java.util.UUID id) {
            return id.toString().replace("-", "");
        }
    }

    /** One of the few events that stay; {@code storage} is where what is kept is told, empty for who may not see it. */
    public record Kept(String storage) {}

    /** How the stack is read, and where the other ways are. */
    public record Reading(
            boolean oldestFirst, boolean allFrames, boolean raw, String turned, String unfolded, String plain) {

        static Reading of(String here, tocsin.event.Arrangement asked) {
            return new Reading(
                    asked.oldestFirst(),
                    asked.allFrames(),
                    asked.raw(),
                    address(here, !asked.oldestFirst(), asked.frames()),
                    address(here, asked.oldestFirst(), asked.allFrames() ? "own" : "all"),
                    address(here, asked.oldestFirst(), asked.raw() ? "own" : "raw"));
        }

        private static String address(String here, boolean oldestFirst, String frames) {
            var options = (oldestFirst ? "&order=oldest" : "") + (frames.equals("own") ? "" : "&frames=" + frames);
            return here + (options.isEmpty() ? "" : "?" + options.substring(1)) + "#stack";
        }
    }

    static String status(Issue.Status status) {
        return status.name().toLowerCase(Locale.ROOT);
    }

    public String groupingHint() {
        return event == null ? "" : "grouping " + event.groupingVersion();
    }

    public String title() {
        return type + (value.isEmpty() ? "" : ": " + value.start());
    }
}
