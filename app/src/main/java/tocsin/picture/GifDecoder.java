package tocsin.picture;

import java.nio.ByteBuffer;

/** Reads the first picture of a GIF. */
final class GifDecoder {

    private static final int MOST_CODES = 4096;
    /** Where the passes of an interlaced one begin, and their steps. */
    private static final int[][] PASSES = {{0, 8}, {4, 8}, {2, 4}, {1, 2}};

    private final ByteBuffer gif;
    private byte[] colours = {};
    private int transparent = -1;

    private int bits;
    private int available;
    private int block;

    private GifDecoder(byte[] gif) {
        this.gif = ByteBuffer.wrap(gif).order(java.nio.ByteOrder.LITTLE_ENDIAN);
    }

    static Canvas decode(byte[] gif) throws Undrawable {
        try {
            return new GifDecoder(gif).decode();
        } catch (RuntimeException e) {
            throw Undrawable.damaged();
        }
    }

    private Canvas decode() throws Undrawable {
        gif.position(10);
        colours(gif.get(), 13);
        while (true) {
            switch (gif.get()) {
                case 0x21 -> extension();
                case 0x2c -> {
                    return picture();
                }
                default -> throw Undrawable.damaged();
            }
        }
    }

    private void colours(int flags, int from) {
        gif.position(from);
        if ((flags & 0x80) != 0) {
            colours = new byte[3 << ((flags & 7) + 1)];
            gif.get(colours);
        }
    }

    private void extension() {
        var control = (gif.get() & 255) == 0xf9;
        for (var length = gif.get() & 255; length > 0; length = gif.get() & 255) {
            var next = gif.position() + length;
            if (control && length >= 4 && (gif.get(gif.position()) & 1) != 0) {
                transparent = gif.get(gif.position() + 3) & 255;
            }
            gif.position(next);
        }
    }

    private Canvas picture() throws Undrawable {
        gif.getInt();
        var width = gif.getShort() & 0xffff;
        var height = gif.getShort() & 0xffff;
        var canvas = Canvas.of(width, height);
        var flags = gif.get();
        colours(flags, gif.position());
        var line = new Line(canvas, width, height, (flags & 0x40) != 0);
        unpack(gif.get() & 255, line);
        return canvas;
    }

    /** Where the next pixel goes. */
    private final class Line {

        private final Canvas canvas;
        private final int width;
        private final int height;
        private int pass;
        private int step = 1;
        private int x;
        private int y;

        Line(Canvas canvas, int width, int height, boolean interlaced) {
            this.canvas = canvas;
            this.width = width;
            this.height = height;
            if (interlaced) {
                step = PASSES[0][1];
            } else {
                pass = PASSES.length;
            }
        }

        boolean isFull() {
            return y >= height;
        }

        void add(int place) {
            if (isFull()) {
                return;
            }
            var at = place * 3;
            canvas.add(
                    x,
                    y,
                    colours[at] & 255,
                    colours[at + 1] & 255,
                    colours[at + 2] & 255,
                    place == transparent ? 0 : 255);
            if (++x == width) {
                x = 0;
                y += step;
                while (y >= height && ++pass < PASSES.length) {
                    y = PASSES[pass][0];
                    step = PASSES[pass][1];
                }
            }
        }
    }

    /** Each code is a pixel, or what an earlier code was and one pixel more. */
    private void unpack(int least, Line line) throws Undrawable {
        if (least < 1 || least > 8) {
            throw Undrawable.damaged();
        }
        var earlier = new short[MOST_CODES];
        var last = new byte[MOST_CODES];
        var stack = new byte[MOST_CODES + 1];
        var clear = 1 << least;
        var next = clear + 2;
        var size = least + 1;
        var before = -1;
        var first = 0;
        while (!line.isFull()) {
            var code = code(size);
            if (code == clear) {
                next = clear + 2;
                size = least + 1;
                before = -1;
                continue;
            }
            if (code < 0 || code == clear + 1) {
                return;
            }
            if (code > next || before < 0 && code >= clear) {
                throw Undrawable.damaged();
            }
            var depth = 0;
            var walked = code;
            if (code == next) {
                stack[depth++] = (byte) first;
                walked = before;
            }
            while (walked > clear) {
                stack[depth++] = last[walked];
                walked = earlier[walked];
            }
            first = walked;
            stack[depth++] = (byte) first;
            while (depth > 0) {
                line.add(stack[--depth] & 255);
            }
            if (before >= 0 && next < MOST_CODES) {
                earlier[next] = (short) before;
                last[next] = (byte) first;
                next++;
                if (next == 1 << size && size < 12) {
                    size++;
                }
            }
            before = code;
        }
    }

    /** Below zero when there are no more. */
    private int code(int size) {
        while (available < size) {
            if (block == 0) {
                block = gif.hasRemaining() ? gif.get() & 255 : 0;
                if (block == 0) {
                    return -1;
                }
            }
            if (!gif.hasRemaining()) {
                return -1;
            }
            bits |= (gif.get() & 255) << available;
            available += 8;
            block--;
        }
        var code = bits & ((1 << size) - 1);
        bits >>>= size;
        available -= size;
        return code;
    }
}
