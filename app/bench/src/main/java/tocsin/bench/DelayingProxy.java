package tocsin.bench;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Stands before PostgreSQL and lets each statement wait before it arrives there. It reads the client's messages (type,
 * length, content) and waits at those that ask for something to be done: Query, Sync, and the end of a COPY. So a
 * statement is late once, however many packets it takes.
 */
final class DelayingProxy implements AutoCloseable {

    private static final String DONE = "QSc";

    /** The length of a message that asks for TLS or GSSAPI; nobody's name is as short. */
    private static final int WISH = 8;

    private final ServerSocket door = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
    private final int database;
    private volatile long delayMillis;

    /** @param database the port that PostgreSQL listens on */
    DelayingProxy(int database) throws IOException {
        this.database = database;
        Thread.ofVirtual().start(this::listen);
    }

    int port() {
        return door.getLocalPort();
    }

    void delay(Duration each) {
        delayMillis = each.toMillis();
    }

    private void listen() {
        try {
            while (true) {
                var client = door.accept();
                Thread.ofVirtual().start(() -> serve(client));
            }
        } catch (IOException closed) {
            // The end of the proxy.
        }
    }

    private void serve(Socket client) {
        try (client;
                var server = new Socket(InetAddress.getLoopbackAddress(), database)) {
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            var back = Thread.ofVirtual().start(() -> answer(server, client));
            ask(new DataInputStream(new BufferedInputStream(client.getInputStream())), server.getOutputStream());
            server.shutdownOutput();
            back.join();
        } catch (IOException oneHungUp) {
            // Then the other is told by the end of its connection.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void answer(Socket server, Socket client) {
        try (client) {
            server.getInputStream().transferTo(client.getOutputStream());
        } catch (IOException oneHungUp) {
            // As above.
        }
    }

    private void ask(DataInputStream in, OutputStream out) throws IOException, InterruptedException {
        // What comes before the first statement has no type: wishes for encryption, and who is there.
        for (var length = WISH; length == WISH; ) {
            length = pass(in, out, -1);
        }
        for (int type; (type = in.read()) >= 0; ) {
            if (DONE.indexOf(type) >= 0) {
                TimeUnit.MILLISECONDS.sleep(delayMillis);
            }
            pass(in, out, type);
        }
    }

    /** @return the length that the message gave itself */
    private static int pass(DataInputStream in, OutputStream out, int type) throws IOException {
        var length = in.readInt();
        var message = ByteBuffer.allocate(length + (type < 0 ? 0 : 1));
        if (type >= 0) {
            message.put((byte) type);
        }
        message.putInt(length).put(exactly(in, length - Integer.BYTES));
        out.write(message.array());
        return length;
    }

    private static byte[] exactly(InputStream in, int length) throws IOException {
        var bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new IOException("the client hung up within a message");
        }
        return bytes;
    }

    @Override
    public void close() throws IOException {
        door.close();
    }
}
