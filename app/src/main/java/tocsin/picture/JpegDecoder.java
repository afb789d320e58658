package tocsin.picture;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Reads a JPEG as large as a small picture needs it: a large one, and one whose details come later, by the means of its
 * blocks, so that little is in memory and nothing is computed that nobody would see.
 */
final class JpegDecoder {

    /** Bytes of samples that are kept at most. */
    private static final long MOST_SAMPLES = 12 << 20;

    private static final int MARKER = 0xff;
    private static final int BASELINE = 0xc0;
    private static final int EXTENDED = 0xc1;
    private static final int PROGRESSIVE = 0xc2;
    private static final int CODES = 0xc4;
    private static final int REPETITION = 0xc8;
    private static final int ARITHMETIC = 0xcc;
    private static final int LAST_FRAME = 0xcf;
    private static final int END = 0xd9;
    private static final int SCAN = 0xda;
    private static final int QUANTITIES = 0xdb;
    private static final int RESTARTS = 0xdd;
    private static final int ADOBE = 0xee;

    private final byte[] data;
    private final ByteBuffer jpeg;
    private final int[][] quantities = new int[4][];
    private final JpegCode[] means = new JpegCode[4];
    private final JpegCode[] details = new JpegCode[4];
    private final float[] block = new float[JpegBlock.SIDE * JpegBlock.SIDE];

    private JpegPart[] parts = {};
    private boolean progressive;
    private boolean plainColours;
    private int width;
    private int height;
    private int mostHorizontally;
    private int mostVertically;
    private int columns;
    private int rows;
    private int side;
    private int restarts;
    private boolean isDrawn;

    private JpegDecoder(byte[] data) {
        this.data = data;
        this.jpeg = ByteBuffer.wrap(data);
    }

    static Canvas decode(byte[] jpeg) throws Undrawable {
        try {
            return new JpegDecoder(jpeg).decode();
        } catch (RuntimeException e) {
            throw Undrawable.damaged();
        }
    }

    private Canvas decode() throws Undrawable {
        jpeg.position(2);
        while (jpeg.remaining() >= 4) {
            if ((jpeg.get() & 255) != MARKER) {
                throw Undrawable.damaged();
            }
            var marker = jpeg.get() & 255;
            if (marker == END) {
                break;
            }
            if (marker == MARKER) {
                jpeg.position(jpeg.position() - 1);
                continue;
            }
            var next = jpeg.position() + (jpeg.getShort() & 0xffff);
            segment(marker, Math.min(next, jpeg.limit()));
            jpeg.position(marker == SCAN ? JpegBits.end(data, next) : next);
        }
        if (!isDrawn) {
            throw Undrawable.damaged();
        }
        return draw();
    }

    private void segment(int marker, int next) throws Undrawable {
        switch (marker) {
            case CODES -> codes(next);
            case QUANTITIES -> quantities(next);
            case RESTARTS -> restarts = jpeg.getShort() & 0xffff;
            case SCAN -> scan(next);
            case BASELINE, EXTENDED, PROGRESSIVE -> frame(marker == PROGRESSIVE);
            case ADOBE ->
                plainColours = next - jpeg.position() >= 12
                        && jpeg.getInt(jpeg.position()) == 0x41646f62
                        && jpeg.get(jpeg.position() + 11) == 0;
            default -> {
                if (marker > PROGRESSIVE && marker <= LAST_FRAME && marker != REPETITION || marker == ARITHMETIC) {
                    throw new Undrawable("it is a kind of JPEG that is not read");
                }
            }
        }
    }

    private void codes(int next) {
        while (jpeg.position() < next) {
            var which = jpeg.get();
            var words = new int[17];
            for (var length = 1; length < words.length; length++) {
                words[length] = jpeg.get() & 255;
            }
            var values = new byte[Arrays.stream(words).sum()];
            jpeg.get(values);
            (which >> 4 == 0 ? means : details)[which & 3] = new JpegCode(words, values);
        }
    }

    private void quantities(int next) {
        while (jpeg.position() < next) {
            var which = jpeg.get();
            var table = new int[block.length];
            for (var at = 0; at < table.length; at++) {
                table[at] = which >> 4 == 0 ? jpeg.get() & 255 : jpeg.getShort() & 0xffff;
            }
            quantities[which & 3] = table;
        }
    }

    private void frame(boolean detailsLater) throws Undrawable {
        if (parts.length > 0) {
            throw Undrawable.damaged();
        }
        progressive = detailsLater;
        var depth = jpeg.get();
        height = jpeg.getShort() & 0xffff;
        width = jpeg.getShort() & 0xffff;
        var count = jpeg.get();
        if (depth != 8 || count != 1 && count != 3) {
            throw new Undrawable("it is a kind of JPEG that is not read");
        }
        Canvas.check(width, height);
        var found = new JpegPart[count];
        for (var at = 0; at < count; at++) {
            found[at] = new JpegPart(jpeg.get() & 255, jpeg.get() & 255, jpeg.get() & 255);
            mostHorizontally = Math.max(mostHorizontally, found[at].horizontally);
            mostVertically = Math.max(mostVertically, found[at].vertically);
        }
        parts = found;
        columns = groups(width, mostHorizontally);
        rows = groups(height, mostVertically);
        side = !progressive && samples(JpegBlock.SIDE) <= MOST_SAMPLES ? JpegBlock.SIDE : 1;
        if (samples(side) > MOST_SAMPLES) {
            throw new Undrawable("it is too large");
        }
        for (var part : parts) {
            part.makeRoom(columns, rows, side);
        }
    }

    private static int groups(int pixels, int blocks) {
        return (pixels + blocks * JpegBlock.SIDE - 1) / (blocks * JpegBlock.SIDE);
    }

    private long samples(int ofSide) {
        return Arrays.stream(parts)
                .mapToLong(part -> part.size(columns, rows, ofSide))
                .sum();
    }

    /** A part of a scan, and with which words it is written. */
    private record Written(JpegPart part, JpegCode means, JpegCode details, int[] quantities) {}

    private void scan(int next) throws Undrawable {
        var scanned = new Written[jpeg.get()];
        for (var at = 0; at < scanned.length; at++) {
            var id = jpeg.get() & 255;
            var which = jpeg.get();
            var part =
                    Arrays.stream(parts).filter(one -> one.id == id).findFirst().orElseThrow(Undrawable::damaged);
            scanned[at] = new Written(part, means[which >> 4 & 3], details[which & 3], quantities[part.quantities]);
        }
        var first = jpeg.get();
        jpeg.get();
        var precision = jpeg.get();
        if (progressive && (first != 0 || precision >> 4 != 0)) {
            // Details, and the last bit of the means.
            return;
        }
        for (var written : scanned) {
            written.part.beginReading();
            written.part.prediction = 0;
        }
        isDrawn = true;
        var bits = new JpegBits(data, next);
        if (scanned.length == 1) {
            alone(scanned[0], bits, precision & 15);
        } else {
            together(scanned, bits, precision & 15);
        }
    }

    /** Blocks of one part come line by line, those alone that the picture has. */
    private void alone(Written written, JpegBits bits, int shift) throws Undrawable {
        var part = written.part;
        var across = (width * part.horizontally + mostHorizontally * 8 - 1) / (mostHorizontally * 8);
        var down = (height * part.vertically + mostVertically * 8 - 1) / (mostVertically * 8);
        for (var number = 0; number < across * down && !bits.isOver(); number++) {
            restart(number, bits);
            block(written, bits, shift);
            part.keep(number % across, number / across, block);
        }
    }

    /** Those of several come in groups. */
    private void together(Written[] scanned, JpegBits bits, int shift) throws Undrawable {
        for (var group = 0; group < columns * rows && !bits.isOver(); group++) {
            restart(group, bits);
            for (var written : scanned) {
                var part = written.part;
                for (var y = 0; y < part.vertically; y++) {
                    for (var x = 0; x < part.horizontally; x++) {
                        block(written, bits, shift);
                        part.keep(
                                group % columns * part.horizontally + x, group / columns * part.vertically + y, block);
                    }
                }
            }
        }
    }

    private void restart(int number, JpegBits bits) {
        if (restarts > 0 && number > 0 && number % restarts == 0) {
            bits.restart();
            for (var part : parts) {
                part.prediction = 0;
            }
        }
    }

    private void block(Written written, JpegBits bits, int shift) throws Undrawable {
        Arrays.fill(block, 0);
        written.part.prediction += bits.number(written.means.read(bits) & 15);
        block[0] = (written.part.prediction << shift) * (float) written.quantities[0];
        if (progressive) {
            return;
        }
        for (var at = 1; at < block.length; at++) {
            var word = written.details.read(bits);
            var length = word & 15;
            if (length == 0 && word >> 4 < 15) {
                return;
            }
            at += word >> 4;
            if (length > 0) {
                if (at >= block.length) {
                    throw Undrawable.damaged();
                }
                block[JpegBlock.ZIGZAG[at]] = bits.number(length) * (float) written.quantities[at];
            }
        }
    }

    private Canvas draw() throws Undrawable {
        var shrunk = JpegBlock.SIDE / side;
        var across = (width + shrunk - 1) / shrunk;
        var down = (height + shrunk - 1) / shrunk;
        var canvas = Canvas.of(across, down);
        for (var y = 0; y < down; y++) {
            for (var x = 0; x < across; x++) {
                var light = parts[0].sample(x, y, mostHorizontally, mostVertically);
                if (parts.length == 1) {
                    canvas.add(x, y, light, light, light, 255);
                    continue;
                }
                var second = parts[1].sample(x, y, mostHorizontally, mostVertically);
                var third = parts[2].sample(x, y, mostHorizontally, mostVertically);
                if (plainColours) {
                    canvas.add(x, y, light, second, third, 255);
                } else {
                    var blue = second - 128;
                    var red = third - 128;
                    canvas.add(
                            x,
                            y,
                            colour(light + 1.402f * red),
                            colour(light - 0.344136f * blue - 0.714136f * red),
                            colour(light + 1.772f * blue),
                            255);
                }
            }
        }
        return canvas;
    }

    private static int colour(float value) {
        return (int) Math.clamp(Math.round(value), 0L, 255L);
    }
}
