package tocsin.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the database's driver expects of a socket. */
@Timeout(30)
class LocalSocketTest {

    private static final int QUEUE = 1;

    /** As many as are wanted: they wait for each other. */
    private static final Executor THREADS = work -> Thread.ofPlatform().daemon().start(work);

    private Path directory;
    private Path path;
    private ServerSocketChannel server;

    @BeforeEach
    void listen() throws IOException {
        // Short, because the name of a socket has at most 107 letters.
        directory = Files.createTempDirectory("tocsin");
        path = directory.resolve("s");
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(path), QUEUE);
    }

    @AfterEach
    void close() throws IOException {
        server.close();
        Files.deleteIfExists(path);
        Files.delete(directory);
    }

    @Test
    void whatIsWrittenArrivesHoweverMuchItIs() throws Exception {
        var sent = new byte[5_000_000];
        new Random(1).nextBytes(sent);
        try (var socket = connected();
                var peer = server.accept()) {
            var back = CompletableFuture.runAsync(() -> echo(peer, sent.length), THREADS);
            var writing = CompletableFuture.runAsync(() -> write(socket, sent), THREADS);

            var received = socket.getInputStream().readNBytes(sent.length);

            writing.join();
            back.join();
            assertThat(Arrays.equals(received, sent)).isTrue();
        }
    }

    @Test
    void anEndIsAnEnd() throws Exception {
        try (var socket = connected()) {
            server.accept().close();

            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void aReadThatTakesTooLongEndsAndTheNextOneGoesOn() throws Exception {
        try (var socket = connected();
                var peer = server.accept()) {
            socket.setSoTimeout(50);
            var begun = System.nanoTime();

            assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);

            assertThat(Duration.ofNanos(System.nanoTime() - begun))
                    .isBetween(Duration.ofMillis(50), Duration.ofSeconds(5));
            peer.write(ByteBuffer.wrap(new byte[] {42}));
            assertThat(socket.getInputStream().read()).isEqualTo(42);
        }
    }

    @Test
    void closingItEndsTheReadOfAnother() throws Exception {
        var socket = connected();
        try (var peer = server.accept()) {
            var reading = CompletableFuture.supplyAsync(
                    () -> failure(() -> socket.getInputStream().read()));
            Thread.sleep(100);

            socket.close();

            assertThat(reading.get(5, TimeUnit.SECONDS)).isInstanceOf(SocketException.class);
            assertThat(socket.isClosed()).isTrue();
            assertThat(peer.read(ByteBuffer.allocate(1))).isEqualTo(-1);
            assertThat(failure(() -> socket.getOutputStream().write(1))).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void anInterruptionEndsNothingAndIsPassedOn() throws Exception {
        try (var socket = connected();
                var peer = server.accept()) {
            var passedOn = new CompletableFuture<Boolean>();
            var reading = Thread.ofPlatform().start(() -> {
                failure(() -> socket.getInputStream().read());
                passedOn.complete(Thread.interrupted());
            });
            Thread.sleep(100);
            reading.interrupt();
            Thread.sleep(100);
            assertThat(reading.isAlive()).isTrue();

            peer.write(ByteBuffer.wrap(new byte[] {1}));

            assertThat(passedOn.get(5, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void thousandsMayWaitWithoutAThreadOfTheirOwn() throws Exception {
        var count = 500;
        var sockets = new ArrayList<Socket>();
        var peers = new ArrayList<SocketChannel>();
        var read = new CountDownLatch(count);
        for (int i = 0; i < count; i++) {
            var socket = connected();
            sockets.add(socket);
            peers.add(server.accept());
            Thread.ofVirtual().start(() -> {
                failure(() -> socket.getInputStream().read());
                read.countDown();
            });
        }
        // If those who wait held what carries them, this one would never come to its turn.
        var turn = new CountDownLatch(1);
        Thread.ofVirtual().start(turn::countDown);
        assertThat(turn.await(5, TimeUnit.SECONDS)).isTrue();

        for (var peer : peers) {
            peer.write(ByteBuffer.wrap(new byte[] {1}));
        }

        assertThat(read.await(10, TimeUnit.SECONDS)).isTrue();
        for (int i = 0; i < count; i++) {
            sockets.get(i).close();
            peers.get(i).close();
        }
    }

    @Test
    void whereNobodyListensThePathIsNamed() {
        var nowhere = directory.resolve("nowhere");

        assertThatThrownBy(() -> new LocalSocketFactory(nowhere.toString())
                        .createSocket()
                        .connect(null, 1000))
                .isInstanceOf(SocketException.class)
                .hasMessageContaining(nowhere.toString());
    }

    @Test
    void aServerThatTakesNobodyIsNotWaitedForForEver() throws Exception {
        var waiting = new ArrayList<Socket>();
        try {
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 100; i++) {
                            var socket = new LocalSocketFactory(path.toString()).createSocket();
                            waiting.add(socket);
                            socket.connect(null, 200);
                        }
                    })
                    .isInstanceOf(SocketTimeoutException.class)
                    .hasMessageContaining(path.toString());

            // When it takes connections again, who waits comes in.
            var next = new LocalSocketFactory(path.toString()).createSocket();
            waiting.add(next);
            var connecting = CompletableFuture.supplyAsync(() -> failure(() -> next.connect(null, 10_000)), THREADS);
            server.accept().close();
            assertThat(connecting.get(10, TimeUnit.SECONDS)).isNull();
        } finally {
            for (var socket : waiting) {
                socket.close();
            }
        }
    }

    private Socket connected() throws IOException {
        var socket = new LocalSocketFactory(path.toString()).createSocket();
        assertThat(socket.isConnected()).isFalse();
        socket.connect(null, 5_000);
        assertThat(socket.isConnected()).isTrue();
        return socket;
    }

    private static void echo(SocketChannel peer, int length) {
        try {
            var bytes = Channels.newInputStream(peer).readNBytes(length);
            peer.write(ByteBuffer.wrap(bytes));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void write(Socket socket, byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private interface Act {
        void run() throws IOException;
    }

    private static Exception failure(Act act) {
        try {
            act.run();
            return null;
        } catch (IOException e) {
            return e;
        }
    }
}
