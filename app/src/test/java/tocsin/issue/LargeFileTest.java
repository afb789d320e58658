package tocsin.issue;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;
import tocsin.event.AttachmentStore;
import tocsin.tenant.CurrentTenant;
import tocsin.testing.Envelopes;
import tocsin.testing.Postgres;
import tocsin.testing.Reader;
import tocsin.testing.Samples;

/** A file of 48 MiB on its way in and out: of it a small part is in memory at any time. */
@QuarkusTest
@QuarkusTestResource(Postgres.class)
class LargeFileTest {

    private static final long SIZE = 48L << 20;
    private static final long HELD = 8L << 20;

    @Inject
    AttachmentStore store;

    /** What is held when half of the file has passed, and when nearly all has, above what was before it. */
    private static final class Heap implements LongConsumer {

        private final long before = used();
        private long passed;
        private long most;

        @Override
        public void accept(long bytes) {
            for (var mark : new long[] {SIZE / 2, SIZE - (1 << 20)}) {
                if (passed < mark && passed + bytes >= mark) {
                    most = Math.max(most, used() - before);
                }
            }
            passed += bytes;
        }

        private static long used() {
            System.gc();
            return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        }

        void isBounded() {
            assertThat(passed).isEqualTo(SIZE);
            assertThat(most).as("bytes held").isLessThan(HELD);
        }
    }

    /** Bytes that no compression makes less, and the same each time. */
    private static final class Noise extends InputStream {

        private final SplittableRandom random = new SplittableRandom(7);
        private final LongConsumer watcher;
        private long left = SIZE;

        Noise(LongConsumer watcher) {
            this.watcher = watcher;
        }

        @Override
        public int read() {
            throw new UnsupportedOperationException("nobody reads a file byte by byte");
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            if (left == 0) {
                return -1;
            }
            var some = new byte[(int) Math.min(Math.min(length, 8192), left)];
            random.nextBytes(some);
            System.arraycopy(some, 0, into, offset, some.length);
            left -= some.length;
            watcher.accept(some.length);
            return some.length;
        }
    }

    @Test
    void theStoreHoldsAPieceOfIt() throws Exception {
        var project = Samples.project();
        var key = new AttachmentStore.Key(
                project.tenant(), UUID.randomUUID(), Instant.now().truncatedTo(ChronoUnit.MICROS));
        var in = new Heap();
        store.write(key, new Noise(in));
        in.isBounded();

        var out = new Heap();
        var digest = MessageDigest.getInstance("SHA-256");
        CurrentTenant.run(
                project.tenant(),
                () -> read(key, new OutputStream() {
                    @Override
                    public void write(int one) {
                        throw new UnsupportedOperationException("nobody writes a file byte by byte");
                    }

                    @Override
                    public void write(byte[] bytes, int offset, int length) {
                        digest.update(bytes, offset, length);
                        out.accept(length);
                    }
                }));

        out.isBounded();
        assertThat(digest.digest()).isEqualTo(hash(new Noise(bytes -> {})));
    }

    private void read(AttachmentStore.Key key, OutputStream into) {
        try {
            store.read(key, into);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void soDoWhoTakesItAndWhoGivesItOut() throws Exception {
        var project = Samples.project();
        var reader = Reader.of(project.organization());
        var event = Envelopes.id();
        var head = Envelopes.of(event, Envelopes.exception("Boom", "it broke"));
        var item = ("{\"type\":\"attachment\",\"length\":" + SIZE + ",\"filename\":\"core\"}\n")
                .getBytes(StandardCharsets.UTF_8);
        try (var client = HttpClient.newHttpClient()) {
            var in = new Heap();
            var body = new java.io.SequenceInputStream(
                    new java.io.ByteArrayInputStream(java.nio.ByteBuffer.allocate(head.length + item.length)
                            .put(head)
                            .put(item)
                            .array()),
                    new Noise(in));
            var taken = client.send(
                    HttpRequest.newBuilder(uri("/api/" + project.id() + "/envelope/?sentry_key=" + project.key()))
                            .POST(BodyPublishers.ofInputStream(() -> body))
                            .build(),
                    BodyHandlers.ofString());
            assertThat(taken.statusCode()).isEqualTo(200);
            in.isBounded();

            var out = new Heap();
            var file =
                    Samples.<UUID>query("select attachment_id from attachment where tenant_id = ?", project.tenant());
            var given = client.send(
                    HttpRequest.newBuilder(uri("/" + project.organization().slug() + "/" + project.slug() + "/events/"
                                    + event + "/attachments/" + file))
                            .header("Cookie", "tocsin_session=" + reader.session())
                            .build(),
                    BodyHandlers.ofInputStream());
            assertThat(given.statusCode()).isEqualTo(200);
            try (var content = given.body()) {
                assertThat(hash(watched(content, out))).isEqualTo(hash(new Noise(bytes -> {})));
            }
            out.isBounded();
        }
    }

    private static InputStream watched(InputStream content, LongConsumer watcher) {
        return new java.io.FilterInputStream(content) {
            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                var read = super.read(into, offset, length);
                if (read > 0) {
                    watcher.accept(read);
                }
                return read;
            }
        };
    }

    private static byte[] hash(InputStream content) throws Exception {
        var digest = MessageDigest.getInstance("SHA-256");
        try (var in = new DigestInputStream(content, digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return digest.digest();
    }

    private static URI uri(String path) {
        return URI.create("http://127.0.0.1:" + io.restassured.RestAssured.port + path);
    }
}
