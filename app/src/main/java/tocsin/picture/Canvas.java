package tocsin.picture;

/**
 * A small picture that is made while a large one is read: each pixel is added to the cell it falls into, in any order, so that
 * the large one is never in memory.
 */
final class Canvas {

    /** Pixels of the longer side. */
    static final int LONGEST = 320;
    /** More are not read: they are looked at before anything is unpacked. */
    static final long MOST_PIXELS = 50_000_000;

    private static final int PARTS = 4;

    final int width;
    final int height;

    private final int fromWidth;
    private final int fromHeight;
    /** Red, green and blue by opacity, and the opacity, of each cell. */
    private final long[] sums;

    private final int[] counts;

    private Canvas(int fromWidth, int fromHeight) {
        var scale = Math.min(1.0, (double) LONGEST / Math.max(fromWidth, fromHeight));
        this.fromWidth = fromWidth;
        this.fromHeight = fromHeight;
        this.width = Math.clamp(Math.round(fromWidth * scale), 1, LONGEST);
        this.height = Math.clamp(Math.round(fromHeight * scale), 1, LONGEST);
        this.sums = new long[width * height * PARTS];
        this.counts = new int[width * height];
    }

    /** For a picture of that size. */
    static Canvas of(long fromWidth, long fromHeight) throws Undrawable {
        check(fromWidth, fromHeight);
        return new Canvas((int) fromWidth, (int) fromHeight);
    }

    static void check(long width, long height) throws Undrawable {
        if (width <= 0 || height <= 0) {
            throw Undrawable.damaged();
        }
        if (width > MOST_PIXELS || height > MOST_PIXELS || width * height > MOST_PIXELS) {
            throw new Undrawable("it has more than %d million pixels".formatted(MOST_PIXELS / 1_000_000));
        }
    }

    void add(int x, int y, int red, int green, int blue, int opacity) {
        var cell = (int) ((long) y * height / fromHeight) * width + (int) ((long) x * width / fromWidth);
        counts[cell]++;
        sums[cell * PARTS] += (long) red * opacity;
        sums[cell * PARTS + 1] += (long) green * opacity;
        sums[cell * PARTS + 2] += (long) blue * opacity;
        sums[cell * PARTS + 3] += opacity;
    }

    /** Red, green, blue and opacity, line by line; where nothing was added it is transparent. */
    byte[] pixels() {
        var pixels = new byte[sums.length];
        for (var cell = 0; cell < counts.length; cell++) {
            var at = cell * PARTS;
            var opacity = sums[at + 3];
            if (opacity > 0) {
                for (var part = 0; part < 3; part++) {
                    pixels[at + part] = (byte) ((sums[at + part] + opacity / 2) / opacity);
                }
                pixels[at + 3] = (byte) ((opacity + counts[cell] / 2) / counts[cell]);
            }
        }
        return pixels;
    }
}
