package tocsin.event;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import io.airlift.compress.v3.zstd.ZstdJavaCompressor;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.function.Consumer;

/** Compresses payloads. Its buffers and its native memory are dear to make, so each serves many events. */
final class Packer {

    private static final int LARGEST_KEPT = 256 * 1024;

    private static final ArrayBlockingQueue<Packer> IDLE =
            new ArrayBlockingQueue<>(2 * Runtime.getRuntime().availableProcessors());

    private final Plain plain = new Plain();
    private byte[] packed = new byte[16 * 1024];
    private final ZstdCompressCtx context = NativeZstd.isLoaded() ? NativeZstd.context() : null;

    /** What was written, and where it lies. */
    private static final class Plain extends ByteArrayOutputStream {

        Plain() {
            super(16 * 1024);
        }

        byte[] bytes() {
            return buf;
        }
    }

    private Packer() {}

    /** What is written, compressed so that {@link Dictionary#FIRST} can read it. */
    static byte[] packed(Consumer<OutputStream> content) {
        var idle = IDLE.poll();
        var packer = idle == null ? new Packer() : idle;
        try {
            content.accept(packer.plain);
            return packer.context == null ? packer.packedByJava() : packer.packedNatively();
        } finally {
            packer.giveBack();
        }
    }

    private byte[] packedNatively() {
        var size = plain.size();
        packed = roomFor(Math.toIntExact(Zstd.compressBound(size)));
        return Arrays.copyOf(packed, context.compressByteArray(packed, 0, packed.length, plain.bytes(), 0, size));
    }

    /** Makes no use of the dictionary, which harms nobody who reads with it. */
    private byte[] packedByJava() {
        var compressor = new ZstdJavaCompressor();
        packed = roomFor(compressor.maxCompressedLength(plain.size()));
        var size = compressor.compress(plain.bytes(), 0, plain.size(), packed, 0, packed.length);
        return Arrays.copyOf(packed, size);
    }

    private byte[] roomFor(int size) {
        return packed.length < size ? new byte[size] : packed;
    }

    /** But one that a large event made large. */
    private void giveBack() {
        var isLarge = plain.bytes().length > LARGEST_KEPT;
        plain.reset();
        if ((isLarge || !IDLE.offer(this)) && context != null) {
            context.close();
        }
    }
}
