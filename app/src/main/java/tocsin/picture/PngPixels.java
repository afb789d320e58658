package tocsin.picture;

/** The pixels in a line of a PNG: gray or colours, with opacity or without, or places in a palette. */
final class PngPixels {

    private static final int GRAY = 0;
    private static final int COLOUR = 2;
    private static final int PLACE = 3;
    private static final int GRAY_AND_OPACITY = 4;
    private static final int COLOUR_AND_OPACITY = 6;

    private final int type;
    private final int depth;
    private final int samples;
    private byte[] palette = {};
    private byte[] transparency = {};

    private PngPixels(int type, int depth, int samples) {
        this.type = type;
        this.depth = depth;
        this.samples = samples;
    }

    static PngPixels of(int type, int depth) throws Undrawable {
        var samples =
                switch (type) {
                    case GRAY, PLACE -> 1;
                    case COLOUR -> 3;
                    case GRAY_AND_OPACITY -> 2;
                    case COLOUR_AND_OPACITY -> 4;
                    default -> throw Undrawable.damaged();
                };
        var fits = depth == 8
                || depth == 16 && type != PLACE
                || (depth == 1 || depth == 2 || depth == 4) && (type == GRAY || type == PLACE);
        if (!fits) {
            throw Undrawable.damaged();
        }
        return new PngPixels(type, depth, samples);
    }

    void palette(byte[] colours) {
        palette = colours;
    }

    /** The opacities of the palette, or the one gray or colour that is transparent. */
    void transparency(byte[] content) {
        transparency = content;
    }

    long bytes(int columns) {
        return ((long) columns * samples * depth + 7) / 8;
    }

    /** So many bytes before a byte stands the one that it is compared with. */
    int step() {
        return Math.max(1, samples * depth / 8);
    }

    void draw(byte[] line, int columns, Canvas canvas, int from, int step, int y) {
        for (var column = 0; column < columns; column++) {
            var x = from + column * step;
            var first = sample(line, column * samples);
            switch (type) {
                case GRAY -> {
                    var gray = depth < 8 ? first * 255 / ((1 << depth) - 1) : eight(first);
                    canvas.add(x, y, gray, gray, gray, is(0, first) ? 0 : 255);
                }
                case PLACE -> {
                    var at = first * 3;
                    var opacity = first < transparency.length ? transparency[first] & 255 : 255;
                    canvas.add(x, y, palette[at] & 255, palette[at + 1] & 255, palette[at + 2] & 255, opacity);
                }
                case GRAY_AND_OPACITY -> {
                    var gray = eight(first);
                    canvas.add(x, y, gray, gray, gray, eight(sample(line, column * samples + 1)));
                }
                default -> {
                    var green = sample(line, column * samples + 1);
                    var blue = sample(line, column * samples + 2);
                    var opacity = type == COLOUR_AND_OPACITY
                            ? eight(sample(line, column * samples + 3))
                            : is(0, first) && is(1, green) && is(2, blue) ? 0 : 255;
                    canvas.add(x, y, eight(first), eight(green), eight(blue), opacity);
                }
            }
        }
    }

    private int sample(byte[] line, int number) {
        return switch (depth) {
            case 8 -> line[number] & 255;
            case 16 -> (line[number * 2] & 255) << 8 | line[number * 2 + 1] & 255;
            default -> {
                var bit = number * depth;
                yield (line[bit / 8] & 255) >> (8 - depth - bit % 8) & ((1 << depth) - 1);
            }
        };
    }

    private int eight(int sample) {
        return depth == 16 ? sample >> 8 : sample;
    }

    /** Whether the sample is that of what is transparent. */
    private boolean is(int number, int sample) {
        return transparency.length >= number * 2 + 2
                && ((transparency[number * 2] & 255) << 8 | transparency[number * 2 + 1] & 255) == sample;
    }
}
