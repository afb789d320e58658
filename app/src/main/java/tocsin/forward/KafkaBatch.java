package tocsin.forward;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.CRC32C;
import java.util.zip.GZIPOutputStream;

/**
 * Messages as Kafka keeps them (format 2): one batch, packed with gzip, because JSON is long and a topic takes a megabyte at
 * once. The key is the message's id, its type stands in a header.
 */
final class KafkaBatch {

    private static final byte FORMAT = 2;
    private static final short GZIP = 1;
    private static final int NO_EPOCH = -1;

    private KafkaBatch() {}

    static byte[] of(List<Message> messages, long atMillis) throws IOException {
        var checked = new ByteArrayOutputStream();
        var out = new DataOutputStream(checked);
        out.writeShort(GZIP);
        out.writeInt(messages.size() - 1);
        out.writeLong(atMillis);
        out.writeLong(atMillis);
        // No producer that numbers what it sends: a repetition is known by its id.
        out.writeLong(-1);
        out.writeShort(-1);
        out.writeInt(-1);
        out.writeInt(messages.size());
        try (var packed = new GZIPOutputStream(out)) {
            for (var at = 0; at < messages.size(); at++) {
                var bytes = row(messages.get(at), at);
                number(packed, bytes.length);
                packed.write(bytes);
            }
        }
        return framed(checked.toByteArray());
    }

    private static byte[] framed(byte[] checked) throws IOException {
        var crc = new CRC32C();
        crc.update(checked);
        var batch = new ByteArrayOutputStream();
        var out = new DataOutputStream(batch);
        out.writeLong(0);
        out.writeInt(Integer.BYTES + 1 + Integer.BYTES + checked.length);
        out.writeInt(NO_EPOCH);
        out.writeByte(FORMAT);
        out.writeInt((int) crc.getValue());
        out.write(checked);
        return batch.toByteArray();
    }

    private static byte[] row(Message message, int offset) throws IOException {
        var row = new ByteArrayOutputStream();
        row.write(0);
        number(row, 0);
        number(row, offset);
        text(row, message.id());
        text(row, message.json());
        number(row, 1);
        text(row, "type");
        text(row, message.type());
        return row.toByteArray();
    }

    private static void text(ByteArrayOutputStream row, String text) throws IOException {
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        number(row, bytes.length);
        row.write(bytes);
    }

    /** Zigzag, then seven bits a byte, the lowest first. */
    private static void number(OutputStream out, int number) throws IOException {
        var left = (number << 1) ^ (number >> 31);
        for (; (left & ~0x7F) != 0; left >>>= 7) {
            out.write((left & 0x7F) | 0x80);
        }
        out.write(left);
    }
}
