package tocsin.ingest;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import tocsin.digest.Origin;
import tocsin.sentry.AttachmentItem;
import tocsin.sentry.EnvelopeParser;
import tocsin.sentry.EventItem;
import tocsin.sentry.MalformedEnvelope;
import tocsin.sentry.MalformedEvent;
import tocsin.sentry.Minidump;
import tocsin.sentry.MinidumpEvent;
import tocsin.sentry.Received;
import tocsin.sentry.TooLarge;

/** Takes envelopes, in which SDKs send everything. */
@ApplicationScoped
class EnvelopeIntake {

    private final Intake intake;
    private final Room room;

    EnvelopeIntake(Intake intake, Room room) {
        this.intake = intake;
        this.room = room;
    }

    CompletableFuture<Answer> take(Asked asked, InputStream body) throws IOException {
        var sender = asked.sender();
        var project = asked.project();
        var known = sender.auth();
        var origin = known.isPresent() ? intake.origin(project, known.get()) : null;
        try (var in = room.around(Decoding.of(body, sender.contentEncoding(), room.memory()));
                var parser = new EnvelopeParser(in)) {
            var header = parser.header();
            if (origin == null) {
                origin = intake.origin(project, sender.authOr(header.dsn()));
            }
            var received = origin.received(header.sentAt(), sender.ip(), header.eventId());
            return write(origin, gather(parser, received, intake.gathering(origin)), header.eventId());
        } catch (TooLarge e) {
            intake.refused(origin, "error", "too_large");
            throw e;
        } catch (IngestRefused e) {
            intake.refused(origin, "error", e.reason());
            throw e;
        } catch (MalformedEnvelope | MalformedEvent | IOException e) {
            intake.refused(origin, "error", "malformed");
            throw e;
        }
    }

    private CompletableFuture<Answer> write(Origin origin, Gathered gathered, UUID named) {
        return intake.answer(origin, gathered, named == null ? gathered.id() : named);
    }

    private static Gathered gather(EnvelopeParser parser, Received received, Gathered gathered) throws IOException {
        try {
            EventItem event = null;
            AttachmentItem dump = null;
            var hasEvent = false;
            for (var item = parser.next(); item != null; item = parser.next()) {
                hasEvent |= item.type().isEvent();
                if (dump == null && item instanceof AttachmentItem file && file.isDump()) {
                    dump = file;
                }
                // A dump that stands behind the event may know more than it.
                if (item instanceof EventItem one) {
                    event = one;
                } else {
                    gathered.add(item, received);
                }
            }
            if (dump != null && (event != null || !hasEvent)) {
                event = crash(dump, event);
            }
            if (event != null) {
                gathered.add(event, received);
            }
            return gathered;
        } catch (IOException | RuntimeException | Error e) {
            gathered.close();
            throw e;
        }
    }

    /** The event with what the dump tells of the crash, or of the dump alone; as it was when the file is no dump. */
    private static EventItem crash(AttachmentItem dump, EventItem event) throws IOException {
        var said = event == null ? null : event.payload();
        return Minidump.read(dump.content())
                .map(crash -> new EventItem(MinidumpEvent.of(crash, said)))
                .orElse(event);
    }
}
