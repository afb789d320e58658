package tocsin.digest;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import org.postgresql.copy.CopyIn;

/** Rows in the binary format of PostgreSQL's COPY, which spares the server from parsing text. */
final class CopyRows {

    private static final byte[] HEADER = {
        'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
    };
    private static final long EPOCH_2000 = 946_684_800L;

    private ByteBuffer buffer = ByteBuffer.allocate(16 * 1024);

    CopyRows() {
        buffer.put(HEADER);
    }

    CopyRows row(int fields) {
        room(2).putShort((short) fields);
        return this;
    }

    CopyRows text(String value) {
        return value == null ? none() : bytes(value.getBytes(StandardCharsets.UTF_8));
    }

    CopyRows bytes(byte[] value) {
        room(4 + value.length).putInt(value.length).put(value);
        return this;
    }

    CopyRows number(long value) {
        room(12).putInt(8).putLong(value);
        return this;
    }

    CopyRows small(int value) {
        room(6).putInt(2).putShort((short) value);
        return this;
    }

    CopyRows whole(int value) {
        room(8).putInt(4).putInt(value);
        return this;
    }

    CopyRows uuid(UUID value) {
        room(20).putInt(16).putLong(value.getMostSignificantBits()).putLong(value.getLeastSignificantBits());
        return this;
    }

    /** Microseconds since 2000, as the server counts. */
    CopyRows time(Instant value) {
        return number((value.getEpochSecond() - EPOCH_2000) * 1_000_000 + value.getNano() / 1_000);
    }

    private CopyRows none() {
        room(4).putInt(-1);
        return this;
    }

    /** Sends the rows so far, so that many need not be in memory together. */
    void pass(CopyIn copy) throws SQLException {
        copy.writeToCopy(buffer.array(), 0, buffer.position());
        buffer.clear();
    }

    /** Sends the rows and ends the COPY; cancels it when that fails, so that the connection can be used again. */
    void writeTo(CopyIn copy) throws SQLException {
        try {
            room(2).putShort((short) -1);
            copy.writeToCopy(buffer.array(), 0, buffer.position());
            copy.endCopy();
        } finally {
            if (copy.isActive()) {
                copy.cancelCopy();
            }
        }
    }

    private ByteBuffer room(int bytes) {
        if (buffer.remaining() < bytes) {
            var grown = Arrays.copyOf(buffer.array(), Math.max(buffer.capacity() * 2, buffer.position() + bytes));
            var position = buffer.position();
            buffer = ByteBuffer.wrap(grown).position(position);
        }
        return buffer;
    }
}
