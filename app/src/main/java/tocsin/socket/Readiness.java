package tocsin.socket;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.concurrent.TimeUnit;

/** Waits until a channel that does not block can be read from, or written to. */
final class Readiness implements AutoCloseable {

    private final Selector selector;

    private Readiness(Selector selector) {
        this.selector = selector;
    }

    /** @param operation one of {@link SelectionKey} */
    static Readiness of(SocketChannel channel, int operation) throws IOException {
        var selector = Selector.open();
        try {
            channel.register(selector, operation);
            return new Readiness(selector);
        } catch (IOException | RuntimeException e) {
            selector.close();
            throw e;
        }
    }

    /** Like a socket's, the wait is not ended by an interruption, which is passed on. Zero milliseconds are for ever. */
    void await(int milliseconds) throws IOException {
        var end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(milliseconds);
        var interrupted = false;
        try {
            long left = milliseconds;
            while (selector.select(ready -> {}, left) == 0) {
                interrupted |= Thread.interrupted();
                if (milliseconds > 0) {
                    // Rounded up, because zero would be for ever.
                    left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime() + 999_999);
                    if (left <= 0) {
                        throw new SocketTimeoutException("Nothing came for " + milliseconds + " ms");
                    }
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Ends the wait of whoever waits. */
    @Override
    public void close() throws IOException {
        selector.close();
    }
}
