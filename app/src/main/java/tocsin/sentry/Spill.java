package tocsin.sentry;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.concurrent.Semaphore;

/**
 * Takes bytes of which nobody knows how many come: a few are kept in memory, more in a file without a name, which is gone
 * with this process whatever happens. More than the limit is counted and not kept.
 */
public final class Spill extends OutputStream {

    static final int IN_MEMORY = 64 * 1024;

    private static final int UNIT = 64 * 1024;
    /** All files together: 2 GiB. */
    private static final Semaphore DISK = new Semaphore(32 * 1024);

    private final long limit;
    private final MessageDigest digest = sha256();
    private Memory memory = new Memory(1024);
    private FileChannel file;
    private int reserved;
    private long size;
    private byte[] hash;

    public Spill(long limit) {
        this.limit = limit;
    }

    @Override
    public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        size += length;
        if (isTooLarge()) {
            close();
            return;
        }
        digest.update(bytes, offset, length);
        if (file == null && size <= IN_MEMORY) {
            memory.write(bytes, offset, length);
            return;
        }
        reserve();
        if (file == null) {
            toDisk();
        }
        for (var buffer = ByteBuffer.wrap(bytes, offset, length); buffer.hasRemaining(); ) {
            file.write(buffer);
        }
    }

    private void reserve() throws NoRoom {
        var wanted = (int) ((size + UNIT - 1) / UNIT);
        if (wanted > reserved) {
            if (!DISK.tryAcquire(wanted - reserved)) {
                throw new NoRoom("too much is being written to disk");
            }
            reserved = wanted;
        }
    }

    private void toDisk() throws IOException {
        var path = Files.createTempFile("tocsin-", ".part");
        try {
            file = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } finally {
            Files.delete(path);
        }
        file.write(ByteBuffer.wrap(memory.toByteArray()));
        memory = null;
    }

    /** Bytes that came, kept or not. */
    public long size() {
        return size;
    }

    public boolean isTooLarge() {
        return size > limit;
    }

    /** Of what is kept; asked for when all has come. */
    public byte[] sha256Hash() {
        if (hash == null) {
            hash = digest.digest();
        }
        return hash.clone();
    }

    /** What is kept, from its beginning. One reads at a time. */
    public InputStream open() throws IOException {
        if (file == null) {
            return new ByteArrayInputStream(memory.toByteArray());
        }
        file.position(0);
        return Channels.newInputStream(file);
    }

    /** Up to so many bytes from there on. */
    public byte[] read(long position, int length) throws IOException {
        if (position < 0 || position >= size || length <= 0) {
            return new byte[0];
        }
        var wanted = (int) Math.min(length, size - position);
        if (file == null) {
            return memory.part((int) position, wanted);
        }
        var buffer = ByteBuffer.allocate(wanted);
        while (buffer.hasRemaining() && file.read(buffer, position + buffer.position()) >= 0) {}
        return buffer.array();
    }

    @Override
    public void close() throws IOException {
        DISK.release(reserved);
        reserved = 0;
        memory = new Memory(0);
        if (file != null) {
            file.close();
            file = null;
        }
    }

    /** Gives out a part without copying the whole, which whoever reads here and there asks for often. */
    private static final class Memory extends ByteArrayOutputStream {

        Memory(int size) {
            super(size);
        }

        byte[] part(int from, int length) {
            return Arrays.copyOfRange(buf, from, from + length);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
