package tocsin.picture;

import java.nio.ByteBuffer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** Reads a PNG line by line: two lines are in memory, whatever its size. */
final class PngDecoder {

    private static final int SIGNATURE = 8;
    private static final int MOST_IN_A_LINE = 4 << 20;
    private static final int HEADER = 0x49484452;
    private static final int PALETTE = 0x504c5445;
    private static final int TRANSPARENCY = 0x74524e53;
    private static final int DATA = 0x49444154;
    private static final int END = 0x49454e44;

    /** Where the passes of an interlaced one begin, and their steps; the last is all of one that is not. */
    private static final int[][] PASSES = {
        {0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}, {0, 0, 1, 1}
    };

    private final ByteBuffer png;
    private final Inflater inflater = new Inflater();
    private int width;
    private int height;
    private PngPixels pixels;
    private boolean interlaced;
    private int left;

    private PngDecoder(byte[] png) {
        this.png = ByteBuffer.wrap(png);
    }

    static Canvas decode(byte[] png) throws Undrawable {
        var decoder = new PngDecoder(png);
        try {
            return decoder.decode();
        } catch (DataFormatException | RuntimeException e) {
            throw Undrawable.damaged();
        } finally {
            decoder.inflater.end();
        }
    }

    private Canvas decode() throws Undrawable, DataFormatException {
        png.position(SIGNATURE);
        if (png.getInt() != 13 || png.getInt() != HEADER) {
            throw Undrawable.damaged();
        }
        header();
        var canvas = Canvas.of(width, height);
        while (true) {
            var length = png.getInt();
            var type = png.getInt();
            if (type == DATA) {
                left = length;
                break;
            }
            if (type == END || length < 0) {
                throw Undrawable.damaged();
            }
            if (type == PALETTE) {
                pixels.palette(bytes(length));
            } else if (type == TRANSPARENCY) {
                pixels.transparency(bytes(length));
            } else {
                png.position(png.position() + length);
            }
            png.getInt();
        }
        for (var pass = interlaced ? 0 : 7; pass < (interlaced ? 7 : 8); pass++) {
            pass(PASSES[pass], canvas);
        }
        return canvas;
    }

    private void header() throws Undrawable {
        width = png.getInt();
        height = png.getInt();
        Canvas.check(width, height);
        var depth = png.get();
        pixels = PngPixels.of(png.get(), depth);
        var packing = png.get();
        var filters = png.get();
        var lacing = png.get();
        if (packing != 0 || filters != 0 || lacing < 0 || lacing > 1) {
            throw new Undrawable("it is a kind of PNG that is not read");
        }
        interlaced = lacing == 1;
        png.getInt();
    }

    private byte[] bytes(int length) {
        var bytes = new byte[Math.min(length, png.remaining())];
        png.get(bytes);
        return bytes;
    }

    private void pass(int[] pass, Canvas canvas) throws Undrawable, DataFormatException {
        var columns = (width - pass[0] + pass[2] - 1) / pass[2];
        var rows = (height - pass[1] + pass[3] - 1) / pass[3];
        if (columns <= 0 || rows <= 0) {
            return;
        }
        if (pixels.bytes(columns) > MOST_IN_A_LINE) {
            throw new Undrawable("it is too wide");
        }
        var line = new byte[(int) pixels.bytes(columns)];
        var before = new byte[line.length];
        var filter = new byte[1];
        for (var row = 0; row < rows; row++) {
            unpack(filter);
            unpack(line);
            unfilter(filter[0], line, before, pixels.step());
            pixels.draw(line, columns, canvas, pass[0], pass[2], pass[1] + row * pass[3]);
            var other = before;
            before = line;
            line = other;
        }
    }

    private void unpack(byte[] into) throws Undrawable, DataFormatException {
        var filled = 0;
        while (filled < into.length) {
            var got = inflater.inflate(into, filled, into.length - filled);
            filled += got;
            if (got == 0) {
                if (inflater.finished() || inflater.needsDictionary() || !feed()) {
                    throw new Undrawable("it is cut off or damaged");
                }
            }
        }
    }

    /** What the next part has; parts may be empty. */
    private boolean feed() {
        while (left == 0) {
            png.getInt();
            left = png.getInt();
            if (png.getInt() != DATA) {
                return false;
            }
        }
        var length = left < 0 ? 0 : Math.min(left, png.remaining());
        inflater.setInput(png.array(), png.position(), length);
        png.position(png.position() + length);
        left -= length;
        return length > 0;
    }

    private static void unfilter(int filter, byte[] line, byte[] before, int step) throws Undrawable {
        switch (filter) {
            case 0 -> {}
            case 1 -> {
                for (var at = step; at < line.length; at++) {
                    line[at] += line[at - step];
                }
            }
            case 2 -> {
                for (var at = 0; at < line.length; at++) {
                    line[at] += before[at];
                }
            }
            case 3 -> {
                for (var at = 0; at < line.length; at++) {
                    var beside = at < step ? 0 : line[at - step] & 255;
                    line[at] += (byte) ((beside + (before[at] & 255)) / 2);
                }
            }
            case 4 -> {
                for (var at = 0; at < line.length; at++) {
                    line[at] += (byte)
                            (at < step
                                    ? before[at] & 255
                                    : nearest(line[at - step] & 255, before[at] & 255, before[at - step] & 255));
                }
            }
            default -> throw Undrawable.damaged();
        }
    }

    /** Of beside, above and both, whichever is nearest to what they let expect. */
    private static int nearest(int beside, int above, int both) {
        var expected = beside + above - both;
        var a = Math.abs(expected - beside);
        var b = Math.abs(expected - above);
        var c = Math.abs(expected - both);
        return a <= b && a <= c ? beside : b <= c ? above : both;
    }
}
