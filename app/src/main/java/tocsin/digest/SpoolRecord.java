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

/**
 * A round as a record of the spool. Of an event it holds the payload as it will lie in the database, from which the rest
 * is made anew, and its keys: how it is grouped was its project's word when it came.
 */
final class SpoolRecord {

    private static final byte FORM = 1;
    private static final byte STORED = 1;
    private static final byte UNPROCESSED = 2;
    private static final byte COUNTED = 3;

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
        }
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
            default -> throw new IOException("a spooled batch has an item of an unknown kind");
        };
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

    private static void write(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static byte[] bytes(DataInputStream in) throws IOException {
        return in.readNBytes(in.readInt());
    }
}
