package tocsin.socket;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketOption;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * A socket in the file system. Java has channels for them and no sockets; a channel that blocks knows no timeouts, so this one
 * does not block, and waits by itself.
 */
final class LocalSocket extends Socket {

    /** The copy outside of the heap that a transfer takes is kept for each thread, so it is not to be large. */
    private static final int MOST = 64 << 10;

    private static final int PAUSE = 10;

    private final Path path;
    private volatile SocketChannel channel;
    private volatile Readiness readable;
    private volatile Readiness writable;
    private volatile int timeout;
    private volatile boolean closed;

    LocalSocket(Path path) {
        this.path = path;
    }

    @Override
    public void connect(SocketAddress ignored) throws IOException {
        connect(ignored, 0);
    }

    /** To its path, whatever address the driver believes it to have. */
    @Override
    public void connect(SocketAddress ignored, int milliseconds) throws IOException {
        var end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(milliseconds);
        while (!connected()) {
            if (milliseconds > 0 && System.nanoTime() > end) {
                throw new SocketTimeoutException(
                        "Nobody took a connection at " + path + " for " + milliseconds + " ms");
            }
            pause();
        }
    }

    /** False while the server's queue is full: unlike on the network, nothing goes on by itself then. */
    private boolean connected() throws IOException {
        var opened = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            opened.configureBlocking(false);
            if (!opened.connect(UnixDomainSocketAddress.of(path))) {
                opened.close();
                return false;
            }
            readable = Readiness.of(opened, SelectionKey.OP_READ);
            writable = Readiness.of(opened, SelectionKey.OP_WRITE);
            channel = opened;
            return true;
        } catch (IOException e) {
            opened.close();
            // A full queue is an error like any other to Java, with a text in the system's language.
            if (e instanceof ConnectException || !Files.isWritable(path)) {
                throw at(e);
            }
            return false;
        }
    }

    /** Java says what is wrong, and not where. */
    private SocketException at(IOException refused) {
        var placed = new SocketException(path + ": " + refused.getMessage());
        placed.initCause(refused);
        return placed;
    }

    private static void pause() throws SocketException {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SocketException("Interrupted while connecting");
        }
    }

    private int read(byte[] bytes, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        var buffer = ByteBuffer.wrap(bytes, offset, Math.min(length, MOST));
        try {
            while (true) {
                int count = channel.read(buffer);
                if (count != 0) {
                    return count;
                }
                readable.await(timeout);
            }
        } catch (ClosedChannelException | ClosedSelectorException e) {
            throw new SocketException("Socket closed");
        }
    }

    private void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            for (int at = offset; at < offset + length; ) {
                int count = channel.write(ByteBuffer.wrap(bytes, at, Math.min(offset + length - at, MOST)));
                at += count;
                if (count == 0) {
                    writable.await(0);
                }
            }
        } catch (ClosedChannelException | ClosedSelectorException e) {
            throw new SocketException("Socket closed");
        }
    }

    @Override
    public InputStream getInputStream() {
        return new InputStream() {

            @Override
            public int read() throws IOException {
                var one = new byte[1];
                return LocalSocket.this.read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                return LocalSocket.this.read(bytes, offset, length);
            }

            @Override
            public void close() throws IOException {
                LocalSocket.this.close();
            }
        };
    }

    @Override
    public OutputStream getOutputStream() {
        return new OutputStream() {

            @Override
            public void write(int one) throws IOException {
                LocalSocket.this.write(new byte[] {(byte) one}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                LocalSocket.this.write(bytes, offset, length);
            }

            @Override
            public void close() throws IOException {
                LocalSocket.this.close();
            }
        };
    }

    @Override
    public void close() throws IOException {
        closed = true;
        if (channel != null) {
            // The channel first: who waits then finds it closed.
            channel.close();
            readable.close();
            writable.close();
        }
    }

    @Override
    public boolean isConnected() {
        return channel != null;
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public void setSoTimeout(int milliseconds) {
        timeout = milliseconds;
    }

    @Override
    public int getSoTimeout() {
        return timeout;
    }

    @Override
    public void setSendBufferSize(int size) throws SocketException {
        set(StandardSocketOptions.SO_SNDBUF, size);
    }

    @Override
    public int getSendBufferSize() throws SocketException {
        return get(StandardSocketOptions.SO_SNDBUF);
    }

    @Override
    public void setReceiveBufferSize(int size) throws SocketException {
        set(StandardSocketOptions.SO_RCVBUF, size);
    }

    @Override
    public int getReceiveBufferSize() throws SocketException {
        return get(StandardSocketOptions.SO_RCVBUF);
    }

    /** There is nothing that waits to be full, and nobody far away who could vanish unseen. */
    @Override
    public void setTcpNoDelay(boolean on) {}

    @Override
    public boolean getTcpNoDelay() {
        return true;
    }

    @Override
    public void setKeepAlive(boolean on) {}

    @Override
    public boolean getKeepAlive() {
        return false;
    }

    @Override
    public SocketAddress getRemoteSocketAddress() {
        return UnixDomainSocketAddress.of(path);
    }

    @Override
    public String toString() {
        return path.toString();
    }

    private void set(SocketOption<Integer> option, int value) throws SocketException {
        try {
            channel.setOption(option, value);
        } catch (IOException e) {
            throw at(e);
        }
    }

    private int get(SocketOption<Integer> option) throws SocketException {
        try {
            return channel.getOption(option);
        } catch (IOException e) {
            throw at(e);
        }
    }
}
