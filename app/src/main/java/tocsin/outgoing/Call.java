package tocsin.outgoing;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A connection through the {@link Door} that ends by itself after some seconds. A limit for each reading alone would be
 * kept by whoever sends a byte now and then, and there is none for writing to somebody who does not read.
 */
public final class Call implements Closeable {

    private static final int WHOLE_SECONDS = 15;

    private final CompletableFuture<Void> hungUp = new CompletableFuture<>();
    private final boolean trusted;
    private Socket socket;
    private boolean secured;

    /**
     * The time begins now. What is ended is {@code plain}: a connection with TLS waits for its writer before it closes.
     *
     * @param trusted whether the operator allowed the address's network
     */
    Call(Socket plain, boolean trusted) {
        this.socket = plain;
        this.trusted = trusted;
        hungUp.orTimeout(WHOLE_SECONDS, TimeUnit.SECONDS).exceptionally(late -> {
            close(plain);
            return null;
        });
    }

    void speakThrough(Socket tls) {
        socket = tls;
        secured = true;
    }

    /** Whether a password may be said as it is: by TLS, or within a network that the operator vouched for. */
    public boolean keepsSecrets() {
        return secured || trusted;
    }

    public InputStream in() throws IOException {
        return socket.getInputStream();
    }

    public OutputStream out() throws IOException {
        return socket.getOutputStream();
    }

    /** What went wrong, in words for people. */
    public String words(IOException failure) {
        return hungUp.isCompletedExceptionally()
                ? "not done within " + WHOLE_SECONDS + " seconds"
                : failure.getMessage();
    }

    @Override
    public void close() {
        // TLS says goodbye, for which somebody who does not read would let us wait.
        close(socket);
        hungUp.complete(null);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // There is nobody left to tell.
        }
    }
}
