package tocsin.ingest;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Semaphore;
import tocsin.digest.Busy;

/**
 * The memory for bodies that are being read, shared by all requests: a thousand slow senders must not take more than a
 * few. Reserved as bytes arrive, given back when the request is answered.
 */
final class Room {

    private static final int CHUNK = 64 * 1024;
    /** All requests together: 128 MiB. */
    private static final int CHUNKS = 2 * 1024;
    /** The most that one request keeps of what passes through: an event, or a packed one and what it unpacks to. */
    private static final int MOST = 32;

    private final Semaphore free;

    Room() {
        this(CHUNKS);
    }

    Room(int chunks) {
        free = new Semaphore(chunks);
    }

    /** {@link Busy} on reading, when there is no room for more. */
    InputStream around(InputStream body) {
        return new Reserved(body);
    }

    private final class Reserved extends FilterInputStream {

        private long passed;
        private int reserved;

        Reserved(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            var one = super.read();
            passed(one < 0 ? 0 : 1);
            return one;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            var count = super.read(buffer, offset, length);
            passed(Math.max(count, 0));
            return count;
        }

        private void passed(int bytes) {
            passed += bytes;
            while (reserved < MOST && (long) reserved * CHUNK < passed) {
                if (!free.tryAcquire()) {
                    throw new Busy("too much is being read");
                }
                reserved++;
            }
        }

        @Override
        public void close() throws IOException {
            free.release(reserved);
            reserved = 0;
            super.close();
        }
    }
}
