package tocsin.ingest;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import tocsin.digest.Busy;

/**
 * A request's body on its way from the event loop to whoever reads it. Most bodies are small: they are whole before
 * anybody is asked to read them, so that no thread waits for a sender. Of larger ones a part is kept, and the sender is
 * held back until it has been read.
 */
final class RequestBody extends InputStream {

    /** So much waits at most; a body that is smaller is read when it is whole. */
    static final int WINDOW = 256 * 1024;

    private static final long PATIENCE_SECONDS = 60;

    private final HttpServerRequest request;
    private final Context eventLoop;
    private final Room.Share share;
    private final Consumer<RequestBody> ready;
    private final ArrayDeque<Buffer> waiting = new ArrayDeque<>();
    private Buffer current;
    private int position;
    private int held;
    private boolean handedOver;
    private boolean paused;
    private boolean ended;
    private boolean closed;
    private IOException failure;

    /** @param ready runs once, on the event loop, when it is time to read */
    RequestBody(HttpServerRequest request, Context eventLoop, Room room, Consumer<RequestBody> ready) {
        this.request = request;
        this.eventLoop = eventLoop;
        this.share = room.share();
        this.ready = ready;
    }

    void receive() {
        request.handler(this::arrived);
        request.endHandler(end -> end(null));
        request.exceptionHandler(e -> end(new IOException("the sender went away", e)));
    }

    private void arrived(Buffer buffer) {
        var full = false;
        synchronized (this) {
            if (closed || failure != null) {
                return;
            }
            if (!share.grow(held + buffer.length() + (current == null ? 0 : current.length()))) {
                failure = new RoomTaken();
                full = true;
            } else {
                waiting.add(buffer);
                held += buffer.length();
                full = held >= WINDOW;
                if (full) {
                    paused = true;
                    request.pause();
                }
            }
            notifyAll();
        }
        if (full) {
            handOver();
        }
    }

    private void end(IOException how) {
        synchronized (this) {
            ended = true;
            failure = failure == null ? how : failure;
            notifyAll();
        }
        handOver();
    }

    private void handOver() {
        if (!handedOver) {
            handedOver = true;
            ready.accept(this);
        }
    }

    /** Whether nothing more is to come: then reading never waits. */
    synchronized boolean isWhole() {
        return ended;
    }

    @Override
    public int read() throws IOException {
        if (!more()) {
            return -1;
        }
        return current.getByte(position++) & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!more()) {
            return -1;
        }
        int count = Math.min(length, current.length() - position);
        current.getBytes(position, position + count, target, offset);
        position += count;
        return count;
    }

    @Override
    public synchronized int available() {
        return (current == null ? 0 : current.length() - position) + held;
    }

    private boolean more() throws IOException {
        while (current == null || position == current.length()) {
            if (!next()) {
                return false;
            }
        }
        return true;
    }

    private synchronized boolean next() throws IOException {
        current = null;
        position = 0;
        var giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (waiting.isEmpty() && !ended && failure == null) {
            goOn();
            try {
                var left = TimeUnit.NANOSECONDS.toMillis(giveUp - System.nanoTime());
                if (left <= 0) {
                    throw new IOException("the sender stopped sending");
                }
                wait(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted", e);
            }
        }
        if (!waiting.isEmpty()) {
            current = waiting.remove();
            held -= current.length();
            return true;
        }
        if (failure instanceof RoomTaken) {
            throw new Busy("too much is being read");
        }
        if (failure != null) {
            throw failure;
        }
        return false;
    }

    private void goOn() {
        if (paused) {
            paused = false;
            eventLoop.runOnContext(now -> request.resume());
        }
    }

    /** Gives back its memory. What still arrives is passed over. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        current = null;
        waiting.clear();
        held = 0;
        share.release();
        goOn();
    }

    private static final class RoomTaken extends IOException {
        private static final long serialVersionUID = 1;
    }
}
