package tocsin.ingest;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipException;
import tocsin.digest.Busy;

/**
 * Zstandard data on its way to the decoder, refused when a frame wants more memory than a decoder must have, or than there
 * is: the decoder takes at once as much as a header of a few bytes says.
 */
final class ZstdFrames extends FilterInputStream {

    /** What RFC 8878 asks every decoder to have. */
    static final long MAX_WINDOW = 8L * 1024 * 1024;

    private static final int MAX_BLOCK = 128 * 1024;
    private static final int MAGIC = 0xfd2fb528;
    private static final int RLE = 1;

    private enum Part {
        MAGIC,
        DESCRIPTOR,
        HEADER,
        BLOCK,
        /** No frame of ours: the decoder says so. */
        FOREIGN
    }

    private final Room.Share memory;
    private Part part = Part.MAGIC;
    private int wanted = 4;
    private int count;
    private long value;
    private long skip;
    private int descriptor;
    private long window;
    private long size;

    ZstdFrames(InputStream compressed, Room.Share memory) {
        super(compressed);
        this.memory = memory;
    }

    @Override
    public int read() throws IOException {
        var one = in.read();
        if (one >= 0) {
            look((byte) one);
        }
        return one;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        var got = in.read(buffer, offset, length);
        for (var at = offset; at < offset + got && part != Part.FOREIGN; at++) {
            if (skip > 0) {
                var step = (int) Math.min(skip, offset + got - at);
                skip -= step;
                at += step - 1;
            } else {
                look(buffer[at]);
            }
        }
        return got;
    }

    private void look(byte one) throws ZipException {
        if (part == Part.FOREIGN) {
            return;
        }
        if (skip > 0) {
            skip--;
            return;
        }
        if (part == Part.HEADER) {
            header(Byte.toUnsignedLong(one));
        } else {
            value |= Byte.toUnsignedLong(one) << 8 * count;
        }
        if (++count == wanted) {
            complete();
        }
    }

    /** The window's byte is the first, the size's bytes are the last. */
    private void header(long one) {
        if (count == 0 && !isSingleSegment()) {
            window = (1L << 10 + (one >> 3)) / 8 * (8 + (one & 7));
        }
        var place = count - (wanted - sizeBytes());
        if (place >= 0) {
            size |= one << 8 * place;
        }
    }

    private void complete() throws ZipException {
        switch (part) {
            case MAGIC -> next(value == (MAGIC & 0xffffffffL) ? Part.DESCRIPTOR : Part.FOREIGN, 1);
            case DESCRIPTOR -> {
                descriptor = (int) value;
                window = 0;
                size = 0;
                var more = (isSingleSegment() ? 0 : 1) + new int[] {0, 1, 2, 4}[descriptor & 3] + sizeBytes();
                next(Part.HEADER, more);
            }
            case HEADER -> {
                if (size < 0 || (isSingleSegment() ? size : window) > MAX_WINDOW) {
                    throw new ZipException("a Zstandard window that is too large");
                }
                remember();
                next(Part.BLOCK, 3);
            }
            case BLOCK -> block();
            case FOREIGN -> {}
        }
    }

    /** The decoder goes beyond what a frame asks for, so that it has to move less. */
    private void remember() {
        var asked = Math.max(isSingleSegment() ? size : window, MAX_BLOCK);
        if (!memory.grow(Math.min(4 * asked, MAX_WINDOW) + MAX_BLOCK)) {
            throw new Busy("too much is being decompressed");
        }
    }

    private void block() throws ZipException {
        var length = value >> 3;
        if (length > MAX_BLOCK) {
            throw new ZipException("a Zstandard block that is too large");
        }
        skip = (value >> 1 & 3) == RLE ? 1 : length;
        if ((value & 1) == 0) {
            next(Part.BLOCK, 3);
        } else {
            skip += (descriptor & 4) == 0 ? 0 : 4;
            next(Part.MAGIC, 4);
        }
    }

    private void next(Part next, int bytes) {
        part = next;
        wanted = bytes;
        count = 0;
        value = 0;
    }

    private boolean isSingleSegment() {
        return (descriptor & 0x20) != 0;
    }

    private int sizeBytes() {
        return switch (descriptor >> 6) {
            case 0 -> isSingleSegment() ? 1 : 0;
            case 1 -> 2;
            case 2 -> 4;
            default -> 8;
        };
    }
}
