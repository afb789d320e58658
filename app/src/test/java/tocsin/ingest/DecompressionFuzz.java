package tocsin.ingest;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.encoder.Encoder;
import io.airlift.compress.v3.zstd.ZstdJavaCompressor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import tocsin.fuzz.FuzzTarget;
import tocsin.fuzz.Pieces;
import tocsin.sentry.RealEvents;

/** The first byte chooses the compression. What cannot be undone is an {@link IOException}, and nothing else. */
public final class DecompressionFuzz implements FuzzTarget {

    private static final String[] ENCODINGS = {"gzip", "deflate", "br", "zstd"};

    @Override
    public void check(byte[] input) throws IOException {
        if (input.length == 0) {
            return;
        }
        var body = Arrays.copyOfRange(input, 1, input.length);
        var encoding = ENCODINGS[input[0] & 3];
        var whole = hash(Pieces.whole(body), encoding);
        var pieces = hash(Pieces.of(body, 1 + input.length % 5), encoding);
        if (whole != pieces) {
            throw new AssertionError("other bytes when they come in pieces");
        }
    }

    /** Of all bytes; -1 when they are damaged. */
    private static long hash(InputStream body, String encoding) {
        var hash = 0L;
        try (var in = Decoding.of(body, encoding, new Room().memory())) {
            var buffer = new byte[8 * 1024];
            for (var count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                for (var i = 0; i < count; i++) {
                    hash = 31 * hash + buffer[i];
                }
            }
            return hash & Long.MAX_VALUE;
        } catch (IOException expected) {
            return -1;
        }
    }

    @Override
    public List<byte[]> seeds() throws IOException {
        Brotli4jLoader.ensureAvailability();
        var seeds = new ArrayList<byte[]>();
        for (var sample : RealEvents.all().subList(0, 10)) {
            var json = Arrays.copyOf(sample.json(), Math.min(sample.json().length, 8 * 1024));
            var gzip = new ByteArrayOutputStream();
            pour(json, new GZIPOutputStream(gzip));
            var deflate = new ByteArrayOutputStream();
            pour(json, new DeflaterOutputStream(deflate));
            var zstd = new byte[2 * json.length + 1_000];
            var size = new ZstdJavaCompressor().compress(json, 0, json.length, zstd, 0, zstd.length);
            seeds.add(Pieces.behind(0, gzip.toByteArray()));
            seeds.add(Pieces.behind(1, deflate.toByteArray()));
            seeds.add(Pieces.behind(2, Encoder.compress(json)));
            seeds.add(Pieces.behind(3, Arrays.copyOf(zstd, size)));
        }
        return seeds;
    }

    private static void pour(byte[] json, OutputStream into) throws IOException {
        try (into) {
            into.write(json);
        }
    }
}
