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
            case File file -> 1_000 + file.content().length;
            case Words words -> 10_000;
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

    /** What comes with an event, or about one, and is of less worth than it. */
    sealed interface Beside extends Accepted {

        UUID id();

        /** The event, or a person's words, that this belongs to; may be null. */
        UUID event();

        Counted counted(String outcome, String reason);

        /** For when the event goes in without it. */
        default Counted unavailable() {
            return counted("invalid", "unavailable");
        }
    }

    /** A small file, with its bytes. */
    record File(FileHead head, byte[] content) implements Beside {

        @Override
        public UUID id() {
            return head.id();
        }

        @Override
        public UUID event() {
            return head.event();
        }

        @Override
        public Counted counted(String outcome, String reason) {
            return head.counted(outcome, reason);
        }
    }

    /** What a person wrote. */
    record Words(Said said) implements Beside {

        @Override
        public UUID id() {
            return said.id();
        }

        @Override
        public UUID event() {
            return said.feedback().event();
        }

        @Override
        public Counted counted(String outcome, String reason) {
            return new Counted("feedback", outcome, reason, 1);
        }
    }
}
