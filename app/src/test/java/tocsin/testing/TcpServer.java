package tocsin.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/** Listens, and treats whoever calls as it is told. */
public final class TcpServer implements AutoCloseable {

    /** How to treat a caller, of whom it is the so-manieth; the connection ends with it. */
    public interface Treating {
        void treat(Socket caller, int count) throws Exception;
    }

    private final ServerSocket server;
    private final Treating treating;
    private final AtomicInteger callers = new AtomicInteger();

    public TcpServer(Treating treating) throws IOException {
        this.treating = treating;
        this.server = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
        Thread.ofVirtual().start(this::listen);
    }

    public int port() {
        return server.getLocalPort();
    }

    public int callers() {
        return callers.get();
    }

    private void listen() {
        while (!server.isClosed()) {
            try {
                var caller = server.accept();
                var count = callers.incrementAndGet();
                Thread.ofVirtual().start(() -> treat(caller, count));
            } catch (IOException e) {
                // Closed, or the caller is gone already.
            }
        }
    }

    private void treat(Socket caller, int count) {
        try (caller) {
            treating.treat(caller, count);
        } catch (Exception e) {
            // The caller hung up.
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
