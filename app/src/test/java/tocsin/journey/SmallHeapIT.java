package tocsin.journey;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.encoder.Encoder;
import io.airlift.compress.v3.zstd.ZstdJavaCompressor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Bombs against a server that dies of the first lack of memory, and has little: each inflates to more than its whole heap,
 * and several come at a time.
 */
class SmallHeapIT {

    private static final int ROUNDS = 3;

    @TempDir
    Path data;

    @Test
    void bombsTakeNoMemoryFromTheirNeighbours() throws Exception {
        var bombs = bombs();
        try (var tocsin = Tocsin.on(data, Map.of(), heap(96));
                var senders = Executors.newVirtualThreadPerTaskExecutor()) {
            var neighbours = senders.invokeAll(List.<Callable<Integer>>of(
                    () -> neighbour(tocsin),
                    () -> bombard(tocsin, bombs),
                    () -> neighbour(tocsin),
                    () -> bombard(tocsin, bombs)));

            for (Future<Integer> arrived : neighbours) {
                assertThat(arrived.get()).isPositive();
            }
            assertThat(tocsin.process.isAlive()).isTrue();
            assertThat(mostMemory(tocsin)).as("MiB at most").isLessThan(96 + 400);
            assertThat(neighbour(tocsin)).isEqualTo(20);
            arrived(tocsin);
        }
    }

    /** Or the other test could not fail: an executable pays no heed to what Java takes from the environment. */
    @Test
    void theBoundHolds() throws Exception {
        var log = Tocsin.log();
        var tooSmall = Tocsin.launch(data, log, Map.of(), heap(1));

        assertThat(tooSmall.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(tooSmall.exitValue()).isNotZero();
        assertThat(new String(tooSmall.getInputStream().readAllBytes()) + Files.readString(log))
                .containsPattern("Too small maximum heap|must not be larger than the maximum heap size");
    }

    /** What the process had in memory when it had most, in MiB; the bombs at one time are eight hundred. */
    private static long mostMemory(Tocsin tocsin) throws IOException {
        try (var lines = Files.lines(Path.of("/proc", Long.toString(tocsin.process.pid()), "status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** In MiB. */
    private static List<String> heap(int size) {
        return List.of("-Xmx" + size + "m", "-XX:+ExitOnOutOfMemoryError");
    }

    /** Their issue has the neighbours' events as soon as they have all been counted. */
    private static void arrived(Tocsin tocsin) {
        await().atMost(10, SECONDS).untilAsserted(() -> assertThat(
                        tocsin.api("/api/0/projects" + tocsin.projectPath() + "/issues/?query=neighbour")
                                .path(0)
                                .path("count")
                                .asInt())
                .isEqualTo(3 * 20));
    }

    /** How many of twenty events were taken, which must be all. */
    private static int neighbour(Tocsin tocsin) {
        for (int i = 0; i < 20; i++) {
            assertThat(send(tocsin, null, envelope(tocsin, "{\"message\":\"neighbour\"}")))
                    .isEqualTo(200);
        }
        return 20;
    }

    private static int bombard(Tocsin tocsin, Map<String, byte[]> bombs) throws Exception {
        try (var at = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int round = 0; round < ROUNDS; round++) {
                var answers = at.invokeAll(bombs.entrySet().stream()
                        .<Callable<Integer>>map(bomb -> () -> send(tocsin, bomb.getKey(), bomb.getValue()))
                        .toList());
                for (var answer : answers) {
                    assertThat(answer.get()).isIn(400, 413);
                }
                var nested = "{\"extra\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}";
                assertThat(send(tocsin, null, envelope(tocsin, nested))).isEqualTo(200);
            }
        }
        return ROUNDS;
    }

    /** A hundred megabytes of zeros each. */
    private static Map<String, byte[]> bombs() throws IOException {
        Brotli4jLoader.ensureAvailability();
        var zeros = new byte[100 * 1024 * 1024];
        var bombs = new LinkedHashMap<String, byte[]>();
        var gzip = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(gzip)) {
            out.write(zeros);
        }
        bombs.put("gzip", gzip.toByteArray());
        var deflate = new ByteArrayOutputStream();
        try (var out = new DeflaterOutputStream(deflate)) {
            out.write(zeros);
        }
        bombs.put("deflate", deflate.toByteArray());
        bombs.put("br", Encoder.compress(zeros));
        var compressor = new ZstdJavaCompressor();
        var zstd = new byte[compressor.maxCompressedLength(zeros.length)];
        var length = compressor.compress(zeros, 0, zeros.length, zstd, 0, zstd.length);
        bombs.put("zstd", Arrays.copyOf(zstd, length));
        return bombs;
    }

    private static byte[] envelope(Tocsin tocsin, String event) {
        var id = UUID.randomUUID().toString().replace("-", "");
        return "{\"event_id\":\"%s\",\"dsn\":\"%s\"}\n{\"type\":\"event\"}\n%s\n"
                .formatted(id, tocsin.address.dsn(), event)
                .getBytes(StandardCharsets.UTF_8);
    }

    private static int send(Tocsin tocsin, String encoding, byte[] body) {
        var key = tocsin.address.dsn().replaceFirst("https?://", "").replaceFirst("@.*", "");
        var request = HttpRequest.newBuilder(tocsin.uri("/api/1/envelope/?sentry_key=" + key))
                .POST(BodyPublishers.ofByteArray(body));
        return tocsin.send(encoding == null ? request : request.header("Content-Encoding", encoding))
                .statusCode();
    }
}
