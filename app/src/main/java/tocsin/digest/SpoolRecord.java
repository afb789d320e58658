package tocsin.digest;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.UnaryOperator;
import tocsin.event.Payload;
import tocsin.grouping.Grouped;
import tocsin.picture.Picture;
import tocsin.sentry.Feedback;

/**
 * A round as a record of the spool. Of an event it holds the payload as it will lie in the database, from which the rest
 * is made anew, and its keys: how it is grouped was its project's word when it came.
 */
final class SpoolRecord {

    private static final byte FORM = 1;
    private static final byte STORED = 1;
    private static final byte UNPROCESSED = 2;
    private static final byte COUNTED = 3;
    private static final byte FILE = 4;
    private static final byte WORDS = 5;

    private SpoolRecord() {}

    static byte[] write(Round round) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            out.writeByte(FORM);
            write(out, round.id());
            out.writeInt(round.submissions().size());
            for (var submission : round.submissions()) {
                var origin = submission.origin();
                out.writeUTF(origin.tenant());
                out.writeLong(origin.project());
                out.writeLong(origin.key());
                out.writeLong(ChronoUnit.MICROS.between(Instant.EPOCH, origin.receivedAt()));
                out.writeInt(submission.items().size());
                for (var item : submission.items()) {
                    write(out, item);
                }
            }
        }
        return bytes.toByteArray();
    }

    private static void write(DataOutputStream out, Accepted item) throws IOException {
        switch (item) {
            case Accepted.Stored stored -> {
                out.writeByte(STORED);
                out.writeShort(Payload.FORMAT);
                write(out, stored.payload());
                write(out, stored.grouped());
            }
            case Accepted.Unprocessed raw -> {
                out.writeByte(UNPROCESSED);
                write(out, raw.id());
                out.writeUTF(ColumnText.cut(raw.error(), 1_000));
                write(out, raw.raw());
            }
            case Accepted.Counted counted -> {
                out.writeByte(COUNTED);
                out.writeUTF(counted.category());
                out.writeUTF(counted.outcome());
                out.writeUTF(counted.reason());
                out.writeLong(counted.quantity());
            }
            case Accepted.File file -> {
                out.writeByte(FILE);
                write(out, file.head());
                write(out, file.content());
            }
            case Accepted.Words words -> {
                out.writeByte(WORDS);
                write(out, words.said());
            }
        }
    }

    private static void write(DataOutputStream out, FileHead head) throws IOException {
        write(out, head.event());
        write(out, head.id());
        out.writeUTF(head.name());
        out.writeUTF(head.kind());
        text(out, head.contentType());
        out.writeLong(head.size());
        write(out, head.sha256());
        text(out, head.picture() == null ? null : head.picture().name());
    }

    private static void write(DataOutputStream out, Said said) throws IOException {
        var feedback = said.feedback();
        write(out, said.id());
        out.writeUTF(feedback.message());
        text(out, feedback.name());
        text(out, feedback.email());
        text(out, feedback.url());
        text(out, feedback.event() == null ? null : feedback.event().toString());
        text(out, feedback.environment());
        text(out, feedback.release());
    }

    private static void write(DataOutputStream out, Grouped grouped) throws IOException {
        out.writeInt(grouped.version());
        out.writeBoolean(grouped.secondary() != null);
        out.writeByte(grouped.keys().size());
        for (var key : grouped.keys()) {
            write(out, key);
        }
    }

    private static UnaryOperator<Grouped> keys(DataInputStream in) throws IOException {
        var version = in.readInt();
        var own = in.readBoolean() ? 2 : 1;
        var keys = new ArrayList<byte[]>();
        for (int rest = in.readByte(); rest > 0; rest--) {
            keys.add(bytes(in));
        }
        var former = List.copyOf(keys.subList(own, keys.size()));
        return grouped -> grouped.with(version, keys.getFirst(), own == 2 ? keys.get(1) : null, former);
    }

    /** @throws IOException when a newer release wrote this, or it is no round */
    static Round read(byte[] record) throws IOException {
        try (var in = new DataInputStream(new ByteArrayInputStream(record))) {
            var form = in.readByte();
            if (form != FORM) {
                throw new IOException("a spooled batch in form " + form + " is newer than this release");
            }
            var id = uuid(in);
            var submissions = new ArrayList<Submission>();
            for (int rest = in.readInt(); rest > 0; rest--) {
                var origin = new Origin(
                        in.readUTF(),
                        in.readLong(),
                        in.readLong(),
                        Instant.EPOCH.plus(in.readLong(), ChronoUnit.MICROS));
                var items = new ArrayList<Accepted>();
                for (int more = in.readInt(); more > 0; more--) {
                    items.add(item(in, origin));
                }
                submissions.add(new Submission(origin, items, true));
            }
            return new Round(id, submissions);
        }
    }

    private static Accepted item(DataInputStream in, Origin origin) throws IOException {
        return switch (in.readByte()) {
            case STORED -> again(in.readShort(), bytes(in), keys(in), origin);
            case UNPROCESSED -> new Accepted.Unprocessed(uuid(in), in.readUTF(), bytes(in));
            case COUNTED -> new Accepted.Counted(in.readUTF(), in.readUTF(), in.readUTF(), in.readLong());
            case FILE -> new Accepted.File(head(in), bytes(in));
            case WORDS -> new Accepted.Words(said(in));
            default -> throw new IOException("a spooled batch has an item of an unknown kind");
        };
    }

    private static FileHead head(DataInputStream in) throws IOException {
        var event = uuid(in);
        var id = uuid(in);
        var name = in.readUTF();
        var kind = in.readUTF();
        var contentType = text(in);
        var size = in.readLong();
        var sha256 = bytes(in);
        var picture = text(in);
        return new FileHead(
                event,
                id,
                name,
                kind,
                contentType,
                size,
                sha256,
                picture == null ? null : Picture.State.valueOf(picture));
    }

    private static Said said(DataInputStream in) throws IOException {
        var id = uuid(in);
        var message = in.readUTF();
        var name = text(in);
        var email = text(in);
        var url = text(in);
        var event = text(in);
        return new Said(
                id,
                new Feedback(
                        message, name, email, url, event == null ? null : UUID.fromString(event), text(in), text(in)));
    }

    /** An event that this release cannot read any more is kept as it lay there: the others must not wait for it. */
    private static Accepted again(int format, byte[] payload, UnaryOperator<Grouped> keyed, Origin origin) {
        try {
            return EventDigest.again(format, payload, origin.receivedAt(), keyed);
        } catch (RuntimeException | StackOverflowError e) {
            return new Accepted.Unprocessed(UUID.randomUUID(), "payload in format " + format + ": " + e, payload);
        }
    }

    private static void write(DataOutputStream out, UUID id) throws IOException {
        out.writeLong(id.getMostSignificantBits());
        out.writeLong(id.getLeastSignificantBits());
    }

    private static UUID uuid(DataInputStream in) throws IOException {
        return new UUID(in.readLong(), in.readLong());
    }

    /** One that may be null. */
    private static void text(DataOutputStream out, String text) throws IOException {
        out.writeBoolean(text != null);
        if (text != null) {
            out.writeUTF(text);
        }
    }

    private static String text(DataInputStream in) throws IOException {
        return in.readBoolean() ? in.readUTF() : null;
    }

    private static void write(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static byte[] bytes(DataInputStream in) throws IOException {
        return in.readNBytes(in.readInt());
    }
}
