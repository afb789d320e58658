package tocsin.digest;

import java.util.List;
import java.util.UUID;
import tocsin.event.EventTags;
import tocsin.grouping.Grouped;
import tocsin.sentry.SentryEvent;
import tocsin.sentry.SentryEvent.Tag;

/** One item that was taken from an SDK, in the form in which it is written down. */
public sealed interface Accepted {

    /** Bytes of memory that it takes while it waits, roughly. */
    default int weight() {
        return switch (this) {
            // The records beside the payload are some ten times what compression left of them.
            case Stored stored -> 1_000 + 10 * stored.payload().length;
            case Unprocessed raw -> 1_000 + raw.raw().length;
            case Counted counted -> 200;
        };
    }

    /**
     * An event, ready to be written. It waits for its batch, and hundreds wait with it: what nobody will ask for again is in
     * the payload alone.
     *
     * @param event in outline
     * @param grouped without the reasons
     * @param tags what is counted for its issue, the event's own and those that follow from its parts
     * @param payload compressed, see {@link tocsin.event.Payload}
     */
    record Stored(SentryEvent event, Grouped grouped, List<Tag> tags, byte[] payload) implements Accepted {

        static Stored of(SentryEvent event, Grouped grouped, byte[] payload) {
            return new Stored(event.outline(), grouped.unexplained(), EventTags.of(event), payload);
        }
    }

    /** An event whose digest met a defect of ours: kept as it came. */
    record Unprocessed(UUID id, String error, byte[] raw) implements Accepted {}

    /** Something that is only counted: not stored, too large, malformed. */
    record Counted(String category, String outcome, String reason, long quantity) implements Accepted {}
}
