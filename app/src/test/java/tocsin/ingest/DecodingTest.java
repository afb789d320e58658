package tocsin.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.encoder.Encoder;
import io.airlift.compress.v3.zstd.ZstdOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tocsin.digest.Busy;
import tocsin.sentry.EnvelopeParser;
import tocsin.sentry.LimitedInputStream;
import tocsin.sentry.TooLarge;

class DecodingTest {

    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Room room = new Room();

    @Test
    void aServerThatIsBusyIsNoDamagedBody() {
        var busy = new InputStream() {
            @Override
            public int read() {
                throw new Busy("too much is being read");
            }
        };

        assertThatThrownBy(() -> decoding(busy, "zstd").readAllBytes()).isInstanceOf(Busy.class);
    }

    /** Every encoding makes of these a hundred megabytes, of which an event is at most one. */
    @ParameterizedTest
    @ValueSource(strings = {"gzip", "deflate", "br", "zstd"})
    void bombsDoNotGetIntoMemory(String encoding) throws IOException {
        var bomb = compressed(new byte[100 * 1024 * 1024], encoding);
        var before = THREADS.getCurrentThreadAllocatedBytes();

        try (var in = new LimitedInputStream(
                decoding(new ByteArrayInputStream(bomb), encoding), "event", EnvelopeParser.MAX_EVENT_BYTES)) {
            assertThatThrownBy(() -> in.transferTo(OutputStream.nullOutputStream()))
                    .isInstanceOf(TooLarge.class);
        }

        assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).isLessThan(40L * 1024 * 1024);
    }

    @Test
    void framesBehindFramesAreReadAndTheSecondIsLookedAtAsWell() throws IOException {
        var frame = compressed("hello".repeat(100).getBytes(), "zstd");
        var greedy = HexFormat.of().parseHex("28b52ffd" + "00" + "9b" + "010000");

        assertThat(decoding(new ByteArrayInputStream(joined(frame, frame)), "zstd")
                        .readAllBytes())
                .hasSize(1_000);
        assertThatThrownBy(() -> decoding(new ByteArrayInputStream(joined(frame, greedy)), "zstd")
                        .readAllBytes())
                .isInstanceOf(ZipException.class)
                .hasMessageContaining("window");
    }

    /** Whoever sends slowly keeps for long what a decoder remembers for him, up to sixteen megabytes for a few bytes. */
    @ParameterizedTest
    @ValueSource(strings = {"br", "zstd"})
    void manyWhoSendSlowlyTakeNoMoreMemoryThanThereIs(String encoding) throws IOException {
        var body = encoding.equals("br")
                ? brotli(24)
                : HexFormat.of().parseHex("28b52ffd" + "00" + "68" + "0b0000" + "61");
        var open = new ArrayList<InputStream>();
        assertThatThrownBy(() -> {
                    while (open.size() < 1_000) {
                        var in = decoding(new ByteArrayInputStream(body), encoding);
                        open.add(in);
                        in.read();
                    }
                })
                .isInstanceOf(Busy.class);
        assertThat(open).hasSizeBetween(2, 64);

        for (var in : open) {
            in.close();
        }
        assertThat(decoding(new ByteArrayInputStream(body), encoding).read()).isEqualTo('a');
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 15, 16, 17, 18, 22, 24})
    void ofBrotliAsMuchIsSetAsideAsItsWindow(int bits) throws IOException {
        var tables = 3 * 256 * 1080 * 4;
        var body = brotli(bits);

        var enough = new Room(1, (tables + (1 << bits)) / 4096 + 1);
        assertThat(Decoding.of(new ByteArrayInputStream(body), "br", enough.memory())
                        .read())
                .isEqualTo('a');
        var tooLittle = new Room(1, (tables + (1 << bits)) / 4096 - 1);
        assertThatThrownBy(() -> Decoding.of(new ByteArrayInputStream(body), "br", tooLittle.memory()))
                .isInstanceOf(Busy.class);
    }

    private static byte[] brotli(int bits) throws IOException {
        Brotli4jLoader.ensureAvailability();
        return Encoder.compress("a".repeat(2_000_000).getBytes(), new Encoder.Parameters().setWindow(bits));
    }

    private InputStream decoding(InputStream body, String encoding) throws IOException {
        return Decoding.of(body, encoding, room.memory());
    }

    private static byte[] joined(byte[] one, byte[] other) {
        var both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    private static byte[] compressed(byte[] plain, String encoding) throws IOException {
        var packed = new ByteArrayOutputStream();
        switch (encoding) {
            case "gzip" -> pour(plain, new GZIPOutputStream(packed));
            case "deflate" -> pour(plain, new DeflaterOutputStream(packed));
            case "br" -> {
                Brotli4jLoader.ensureAvailability();
                packed.writeBytes(Encoder.compress(plain));
            }
            default -> pour(plain, new ZstdOutputStream(packed));
        }
        return packed.toByteArray();
    }

    private static void pour(byte[] plain, OutputStream into) throws IOException {
        try (into) {
            into.write(plain);
        }
    }
}
