package tocsin.ingest;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Semaphore;
import tocsin.digest.Busy;

/**
 * The memory for bodies that are being read, shared by all requests: a thousand slow senders must not take more than a
 * few. Reserved as bytes arrive, given back when the request is taken or refused.
 */
@Singleton
class Room {

    /** Small, because ten thousand slow senders have sent little each. */
    private static final int CHUNK = 4 * 1024;
    /** All requests together: 128 MiB. */
    private static final int CHUNKS = 32 * 1024;
    /** The most that one request keeps of what it unpacks: an event, twice while it grows. */
    private static final int MOST = 512;

    /** For what decoders remember: enough for all processors at once, and for some who wait for slow senders. */
    private static final int MEMORIES = 2 * 1024 * (6 + Runtime.getRuntime().availableProcessors());

    private final Semaphore free;
    private final Semaphore memories;

    @Inject
    Room() {
        this(CHUNKS, MEMORIES);
    }

    Room(int chunks, int memories) {
        this.free = new Semaphore(chunks);
        this.memories = new Semaphore(memories);
    }

    /** What one body takes that grows piece by piece, however small the pieces. Not for use by two threads at once. */
    static final class Share {

        private final Semaphore free;
        private int reserved;

        private Share(Semaphore free) {
            this.free = free;
        }

        /** Makes room for so many bytes in all; false when there is none. */
        boolean grow(long bytes) {
            int wanted = Math.toIntExact((bytes + CHUNK - 1) / CHUNK);
            if (wanted > reserved) {
                if (!free.tryAcquire(wanted - reserved)) {
                    return false;
                }
                reserved = wanted;
            }
            return true;
        }

        void release() {
            free.release(reserved);
            reserved = 0;
        }
    }

    Share share() {
        return new Share(free);
    }

    /** Of what decoders remember, which a body of a few bytes may ask them to do. Apart, so that other bodies have theirs. */
    Share memory() {
        return new Share(memories);
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
            int wanted = (int) Math.min(MOST, (passed + CHUNK - 1) / CHUNK);
            if (wanted > reserved) {
                if (!free.tryAcquire(wanted - reserved)) {
                    throw new Busy("too much is being read");
                }
                reserved = wanted;
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
