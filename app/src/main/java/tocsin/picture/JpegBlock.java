package tocsin.picture;

/** Eight by eight samples as waves, which are added up again. */
final class JpegBlock {

    static final int SIDE = 8;

    /** Where the coefficients belong, in the order in which they come. */
    static final int[] ZIGZAG = {
        0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14,
        21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60,
        61, 54, 47, 55, 62, 63
    };

    private static final float[] WAVES = waves();

    private JpegBlock() {}

    private static float[] waves() {
        var waves = new float[SIDE * SIDE];
        for (var x = 0; x < SIDE; x++) {
            for (var wave = 0; wave < SIDE; wave++) {
                var weight = wave == 0 ? Math.sqrt(1.0 / SIDE) : Math.sqrt(2.0 / SIDE);
                waves[x * SIDE + wave] = (float) (weight * Math.cos((2 * x + 1) * wave * Math.PI / (2 * SIDE)));
            }
        }
        return waves;
    }

    /** Turns coefficients into samples, in place: first the lines, then the columns. */
    static void transform(float[] block) {
        var line = new float[SIDE];
        for (var row = 0; row < SIDE; row++) {
            transform(block, row * SIDE, 1, line);
        }
        for (var column = 0; column < SIDE; column++) {
            transform(block, column, SIDE, line);
        }
    }

    private static void transform(float[] block, int from, int step, float[] line) {
        for (var x = 0; x < SIDE; x++) {
            var sum = 0f;
            for (var wave = 0; wave < SIDE; wave++) {
                sum += WAVES[x * SIDE + wave] * block[from + wave * step];
            }
            line[x] = sum;
        }
        for (var x = 0; x < SIDE; x++) {
            block[from + x * step] = line[x];
        }
    }
}
