package tocsin.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Connections of three kinds: on one nothing is ever said, as on one whose client has gone; the second sends its request's
 * headers byte by byte; the third sends a body of 100,000 bytes in the same way.
 */
final class SlowConnections implements AutoCloseable {

    private static final int BODY = 100_000;
    /** Rarely enough that all of them together send little. */
    private static final long EVERY_MILLIS = 10_000;

    private final byte[] head;
    private final List<SocketChannel> channels = new ArrayList<>();
    private final Thread dribbling;

    SlowConnections(Target target, int count) throws IOException {
        this.head = target.head();
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), target.port());
        for (var n = 0; n < count; n++) {
            var channel = SocketChannel.open(address);
            if (n % 3 == 2) {
                channel.write(ByteBuffer.wrap(head));
                channel.write(ByteBuffer.wrap(("Content-Length: " + BODY + "\r\n\r\n").getBytes()));
            }
            channel.configureBlocking(false);
            channels.add(channel);
        }
        dribbling = Thread.ofPlatform().daemon().start(this::dribble);
    }

    private void dribble() {
        try {
            for (var at = 0; ; at++) {
                for (var n = 0; n < channels.size(); n++) {
                    if (n % 3 > 0) {
                        send(channels.get(n), n % 3 == 1 ? head[at % head.length] : (byte) 0x1f);
                    }
                    if (n % 100 == 99) {
                        TimeUnit.MILLISECONDS.sleep(EVERY_MILLIS * 100 / channels.size());
                    }
                }
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(SocketChannel channel, byte next) {
        try {
            if (channel.isOpen()) {
                channel.write(ByteBuffer.wrap(new byte[] {next}));
            }
        } catch (IOException cut) {
            close(channel);
        }
    }

    /** How many of them the server has not given up. */
    long open() {
        return channels.stream().filter(SlowConnections::isOpen).count();
    }

    private static boolean isOpen(SocketChannel channel) {
        try {
            return channel.isOpen() && channel.read(ByteBuffer.allocate(1)) == 0;
        } catch (IOException cut) {
            return false;
        }
    }

    private static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // It is gone either way.
        }
    }

    @Override
    public void close() {
        dribbling.interrupt();
        channels.forEach(SlowConnections::close);
    }
}
