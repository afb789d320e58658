package tocsin.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.testing.Samples.outcome;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import tocsin.testing.Envelopes;
import tocsin.testing.Postgres;
import tocsin.testing.Samples;

/** Bodies of any size, told beforehand and not: where it ends, and that up to there nothing is refused. */
@QuarkusTest
@QuarkusTestResource(Postgres.class)
class LargeBodiesTest {

    private static final int MEBIBYTE = 1024 * 1024;
    private static final String TOO_LARGE = "HTTP/1.1 413 Request Entity Too Large";

    private final Samples.Project project = Samples.project();

    @TestHTTPResource("/")
    URL server;

    /** Whoever asks first is told before the first byte. */
    @Test
    void aLengthAboveTheLimitIsRefusedBeforeAnythingIsSent() throws IOException {
        var packed = "Content-Encoding: gzip\r\n";

        assertThat(asking(200 * MEBIBYTE + 1, "")).isEqualTo(TOO_LARGE);
        assertThat(asking(200 * MEBIBYTE, "")).isEqualTo("HTTP/1.1 100 Continue");
        assertThat(asking(40 * MEBIBYTE + 1, packed)).isEqualTo(TOO_LARGE);
        assertThat(asking(40 * MEBIBYTE, packed)).isEqualTo("HTTP/1.1 100 Continue");
    }

    @Test
    void aStreamThatGoesOnPastTheLimitIsCutThere() throws IOException {
        var noise = new byte[MEBIBYTE];
        new Random(7).nextBytes(noise);

        // What is packed, 41 MiB of 42 that were promised; what is unpacked, of few bytes; and what was never packed.
        assertThat(streamed("gzip", body -> {
                    try (var gzip = new Gzip(body, Deflater.NO_COMPRESSION)) {
                        item(gzip, noise, 41);
                    }
                }))
                .isEqualTo(TOO_LARGE);
        assertThat(streamed("gzip", body -> {
                    try (var gzip = new Gzip(body, Deflater.BEST_SPEED)) {
                        item(gzip, new byte[MEBIBYTE], 201);
                    }
                }))
                .isEqualTo(TOO_LARGE);
        assertThat(streamed("identity", body -> item(body, noise, 201))).isEqualTo(TOO_LARGE);
    }

    @Test
    void belowTheLimitAStreamIsTakenAsTheOldNameOfGzipIs() throws IOException {
        var noise = new byte[MEBIBYTE];
        new Random(7).nextBytes(noise);

        assertThat(streamed("gzip", body -> {
                    try (var gzip = new Gzip(body, Deflater.NO_COMPRESSION)) {
                        item(gzip, noise, 39);
                    }
                }))
                .isEqualTo("HTTP/1.1 200 OK");
        assertThat(streamed("x-gzip", body -> {
                    try (var gzip = new GZIPOutputStream(body)) {
                        gzip.write(Envelopes.of(Envelopes.id(), Envelopes.exception("Boom", "it broke")));
                    }
                }))
                .isEqualTo("HTTP/1.1 200 OK");

        assertThat(outcome(project, "error", "stored")).isEqualTo(1);
    }

    private interface Body {
        void into(OutputStream body) throws IOException;
    }

    /** The largest that an item may be is what a body may be, so that nothing else refuses it. */
    private static void item(OutputStream body, byte[] mebibyte, int times) throws IOException {
        body.write(("{}\n{\"type\":\"hologram\",\"length\":" + (long) times * MEBIBYTE + "}\n")
                .getBytes(StandardCharsets.US_ASCII));
        for (var n = 0; n < times; n++) {
            body.write(mebibyte);
        }
    }

    /** The first line of the answer to a request that says how long it would be. */
    private String asking(long length, String header) throws IOException {
        try (var socket = socket()) {
            socket.getOutputStream().write(head(header + "Content-Length: " + length + "\r\nExpect: 100-continue\r\n"));
            return status(socket);
        }
    }

    /** The first line of the answer to a body of which nobody says how long it is. */
    private String streamed(String encoding, Body body) throws IOException {
        try (var socket = socket()) {
            var out = socket.getOutputStream();
            out.write(head("Content-Encoding: " + encoding + "\r\nTransfer-Encoding: chunked\r\n"));
            try (var chunks = new BufferedOutputStream(new Chunks(out), 64 * 1024)) {
                body.into(chunks);
            } catch (IOException e) {
                // The answer may come, and the connection go, before all is sent.
                assertThat(e).hasMessageMatching("(?i).*(broken pipe|reset).*");
            }
            return status(socket);
        }
    }

    private Socket socket() throws IOException {
        var socket = new Socket(server.getHost(), server.getPort());
        socket.setSoTimeout(30_000);
        return socket;
    }

    private byte[] head(String headers) {
        return "POST /api/%d/envelope/?sentry_key=%s HTTP/1.1\r\nHost: localhost\r\n%s\r\n"
                .formatted(project.id(), project.key(), headers)
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static String status(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII)).readLine();
    }

    /** As fast as the test wants it. */
    private static final class Gzip extends GZIPOutputStream {

        Gzip(OutputStream out, int level) throws IOException {
            super(out, 64 * 1024);
            def.setLevel(level);
        }
    }

    /** Each write is a chunk. */
    private static final class Chunks extends OutputStream {

        private final OutputStream out;

        Chunks(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int one) throws IOException {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (length > 0) {
                out.write((Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
                out.write(bytes, offset, length);
                out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
            }
        }

        @Override
        public void close() throws IOException {
            out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        }
    }
}
