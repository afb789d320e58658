package tocsin.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

class ConnectionTest {

    private static final Executor THREADS = task -> Thread.ofVirtual().start(task);

    @Test
    void aServerThatClosesAfterEachAnswerIsAskedAgain() throws IOException {
        try (var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            var answering = CompletableFuture.runAsync(() -> answerTwice(server), THREADS);

            try (var connection = new Connection(server.getLocalPort())) {
                var first = connection.ask(get("/1"), new byte[0]);
                var second = connection.ask(get("/2"), new byte[0]);

                assertThat(new String(first.body(), US_ASCII)).isEqualTo("GET /1 HTTP/1.1");
                assertThat(new String(second.body(), US_ASCII)).isEqualTo("GET /2 HTTP/1.1");
            }
            answering.join();
        }
    }

    private static byte[] get(String path) {
        return ("GET " + path + " HTTP/1.1\r\nHost: here\r\n").getBytes(US_ASCII);
    }

    private static void answerTwice(ServerSocket server) {
        try {
            for (var i = 0; i < 2; i++) {
                try (var socket = server.accept()) {
                    var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
                    var asked = in.readLine();
                    while (!in.readLine().isEmpty()) {
                        // The headers do not matter here.
                    }
                    var head = "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: " + asked.length() + "\r\n\r\n";
                    socket.getOutputStream().write((head + asked).getBytes(US_ASCII));
                }
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
