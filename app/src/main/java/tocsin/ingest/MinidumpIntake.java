package tocsin.ingest;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import tocsin.digest.EventDigest;
import tocsin.digest.Origin;
import tocsin.sentry.AttachmentItem;
import tocsin.sentry.EnvelopeParser;
import tocsin.sentry.ItemType;
import tocsin.sentry.Minidump;
import tocsin.sentry.MinidumpEvent;
import tocsin.sentry.Spill;
import tocsin.sentry.TooLarge;

/**
 * Takes crash dumps of native programs: an event of what the dump tells, and the dump itself as its file. A limit on files
 * drops those alone: a reporter that is told of it would send the crash again.
 */
@ApplicationScoped
class MinidumpIntake {

    private static final String DUMP = "upload_file_minidump";

    private final Intake intake;

    MinidumpIntake(Intake intake) {
        this.intake = intake;
    }

    /** What a request brought: the dump, and beside it files and what the program says itself. */
    private static final class Brought {

        private final Gathered gathered;
        private final SentryForm form = new SentryForm();
        private Spill dump;
        private String name = "minidump.dmp";

        Brought(Gathered gathered) {
            this.gathered = gathered;
        }

        void close() throws IOException {
            gathered.close();
            if (dump != null) {
                dump.close();
            }
        }
    }

    CompletableFuture<Answer> take(Asked asked, InputStream body) throws IOException {
        var sender = asked.sender();
        var origin = intake.origin(asked.project(), sender.authOr(null));
        var brought = intake.read(
                origin, "error", body, sender.contentEncoding(), in -> bring(in, sender, intake.gathering(origin)));
        return write(origin, brought, sender.ip());
    }

    private CompletableFuture<Answer> write(Origin origin, Brought brought, String ip) throws IOException {
        var gathered = brought.gathered;
        UUID id;
        try {
            var dump = brought.dump == null ? null : Minidump.read(brought.dump).orElse(null);
            if (dump == null) {
                intake.refused(origin, "error", "malformed");
                throw new IngestRefused(400, brought.dump == null ? "missing minidump" : "invalid minidump");
            }
            id = brought.form.eventId().orElseGet(UUID::randomUUID);
            var json = MinidumpEvent.of(dump, brought.form.json().orElse(null));
            gathered.addEvent(EventDigest.of(json, origin.received(null, ip, id), id, origin.rules()));
            gathered.add(
                    AttachmentItem.of(brought.name, AttachmentItem.DUMP_KIND, "application/x-dmp", brought.dump), null);
        } catch (IOException | RuntimeException | Error e) {
            brought.close();
            throw e;
        }
        return intake.write(origin, gathered, id).thenApply(done -> Answer.text(200, id.toString()));
    }

    private static Brought bring(InputStream body, Sender sender, Gathered gathered) throws IOException {
        var brought = new Brought(gathered);
        try {
            if (sender.mediaType().equals("multipart/form-data")) {
                var multipart = new Multipart(body, sender.contentType());
                for (var part = multipart.next(); part != null; part = multipart.next()) {
                    add(brought, part, multipart);
                }
            } else {
                brought.dump = new Spill(ItemType.ATTACHMENT.limit());
                body.transferTo(brought.dump);
            }
            if (brought.dump != null && brought.dump.isTooLarge()) {
                throw new TooLarge("minidump", ItemType.ATTACHMENT.limit());
            }
            return brought;
        } catch (IOException | RuntimeException | Error e) {
            brought.close();
            throw e;
        }
    }

    private static void add(Brought brought, Multipart.Part part, Multipart multipart) throws IOException {
        if (part.name().equals(DUMP) && brought.dump == null) {
            brought.dump = new Spill(ItemType.ATTACHMENT.limit());
            brought.name = part.filename() == null ? brought.name : part.filename();
            multipart.pour(brought.dump);
        } else if (SentryForm.isField(part.name())) {
            var value = new ByteArrayOutputStream();
            multipart.pour(new Bounded(value));
            brought.form.add(part.name(), value.toByteArray());
        } else if (part.filename() != null) {
            FileIntake.add(brought.gathered, part, multipart);
        }
    }

    /** As much as an event may be; more cannot be one. */
    private static final class Bounded extends FilterOutputStream {

        private long count;

        Bounded(ByteArrayOutputStream into) {
            super(into);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            count += length;
            if (count > EnvelopeParser.MAX_EVENT_BYTES) {
                throw new TooLarge("event", EnvelopeParser.MAX_EVENT_BYTES);
            }
            out.write(bytes, offset, length);
        }
    }
}
