package tocsin.event;

import io.airlift.compress.v3.zstd.ZstdJavaDecompressor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Text that payloads have in common, so that a small one need not bring it along. A stored payload can be read only with
 * the text it was written with: a better one is another dictionary, and another format of the payload.
 */
final class Dictionary {

    static final Dictionary NONE = new Dictionary(new byte[0]);

    /** Made by {@code make bench ARGS=dictionary}. */
    static final Dictionary FIRST = read("payload-1.dictionary");

    private static final int MAGIC = 0xFD2FB528;
    private static final int RAW_BLOCK = 0;
    private static final int SIZE_IN_FOUR_BYTES_AND_ONE_SEGMENT = 0b1010_0000;

    private final byte[] text;

    private Dictionary(byte[] text) {
        this.text = text;
    }

    private static Dictionary read(String name) {
        try (var in = Dictionary.class.getResourceAsStream(name)) {
            return new Dictionary(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] text() {
        return text;
    }

    /**
     * Decompresses with the decompressor written in Java, which knows no dictionaries: it is given the text as a first
     * block, to which all later blocks may refer, and that is what a dictionary without tables of its own is.
     */
    byte[] unpacked(byte[] frame) {
        var decompressor = new ZstdJavaDecompressor();
        var size = Math.toIntExact(decompressor.getDecompressedSize(frame, 0, frame.length));
        var flags = frame[4];
        var header = headerSize(flags);
        var hasChecksum = (flags & 0b100) != 0;
        var blocks = frame.length - header - (hasChecksum ? 4 : 0);
        var spliced = ByteBuffer.allocate(4 + 1 + 4 + 3 + text.length + blocks)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(MAGIC)
                .put((byte) SIZE_IN_FOUR_BYTES_AND_ONE_SEGMENT)
                .putInt(text.length + size)
                .putShort((short) (text.length << 3 | RAW_BLOCK))
                .put((byte) (text.length >> 13))
                .put(text)
                .put(frame, header, blocks)
                .array();
        var whole = new byte[text.length + size];
        decompressor.decompress(spliced, 0, spliced.length, whole, 0, whole.length);
        return Arrays.copyOfRange(whole, text.length, whole.length);
    }

    /** Magic number, flags, and what the flags say that there is: window, dictionary's number, size of the content. */
    private static int headerSize(int flags) {
        var oneSegment = (flags & 0b10_0000) != 0;
        var number = new int[] {0, 1, 2, 4}[flags & 0b11];
        var size = new int[] {oneSegment ? 1 : 0, 2, 4, 8}[flags >> 6 & 0b11];
        return 4 + 1 + (oneSegment ? 0 : 1) + number + size;
    }
}
