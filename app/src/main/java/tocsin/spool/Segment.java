package tocsin.spool;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * One file of a spool: records one after another, each behind its length and the CRC-32C of its bytes (both 32 bits, big
 * endian).
 */
public final class Segment {

    static final int HEAD = 8;
    /** Larger than any record, so that a damaged length is not taken for one. */
    static final int MAX_RECORD = 256 * 1024 * 1024;

    private final Path file;

    Segment(Path file) {
        this.file = file;
    }

    public interface Reader {
        void record(byte[] bytes) throws IOException;
    }

    /** How a segment ended when it was read. */
    public enum End {
        WHOLE,
        /** Its last record is not complete: it was never synced, so nobody was told that it is kept. */
        TORN,
        /** A record's checksum is wrong although others follow it: the disk did not keep what it had promised. */
        DAMAGED
    }

    /** Hands over every record in the order in which they were written, but those that are damaged. */
    public End read(Reader reader) throws IOException {
        var sound = End.WHOLE;
        var size = Files.size(file);
        try (var in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
            for (long position = 0; position < size; ) {
                if (size - position < HEAD) {
                    return sound == End.WHOLE ? End.TORN : sound;
                }
                var length = in.readInt();
                var checksum = in.readInt();
                var rest = size - position - HEAD;
                if (length < 0 || length > MAX_RECORD) {
                    return End.DAMAGED;
                }
                if (length > rest) {
                    return sound == End.WHOLE ? End.TORN : sound;
                }
                var bytes = new byte[length];
                in.readFully(bytes);
                if (checksum == checksum(bytes)) {
                    reader.record(bytes);
                } else if (length == rest) {
                    return sound == End.WHOLE ? End.TORN : sound;
                } else {
                    sound = End.DAMAGED;
                }
                position += HEAD + length;
            }
            return sound;
        } catch (EOFException e) {
            return End.TORN;
        }
    }

    static ByteBuffer head(byte[] record) {
        return ByteBuffer.allocate(HEAD)
                .putInt(record.length)
                .putInt(checksum(record))
                .flip();
    }

    private static int checksum(byte[] bytes) {
        var crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    long size() throws IOException {
        return Files.size(file);
    }

    Path file() {
        return file;
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
