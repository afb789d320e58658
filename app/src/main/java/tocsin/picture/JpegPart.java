package tocsin.picture;

/** One part of the colours of a JPEG: its brightness, or one of the two that tell its colour. */
final class JpegPart {

    final int id;
    final int horizontally;
    final int vertically;
    final int quantities;

    /** Samples of a block's side that are kept: all eight, or the mean alone. */
    private int side;

    private byte[] samples = {};
    private int stride;
    private boolean isRead;

    int prediction;

    JpegPart(int id, int sampling, int quantities) throws Undrawable {
        this.id = id;
        this.horizontally = sampling >> 4;
        this.vertically = sampling & 15;
        this.quantities = quantities;
        if (horizontally < 1 || horizontally > 4 || vertically < 1 || vertically > 4 || quantities > 3) {
            throw Undrawable.damaged();
        }
    }

    /** Bytes that its samples take, when the picture has so many groups of blocks. */
    long size(int columns, int rows, int side) {
        return (long) columns * horizontally * side * rows * vertically * side;
    }

    void makeRoom(int columns, int rows, int side) {
        this.side = side;
        this.stride = columns * horizontally * side;
        this.samples = new byte[(int) size(columns, rows, side)];
    }

    /** Twice is once too often: who may repeat a scan keeps us busy with a small file. */
    void beginReading() throws Undrawable {
        if (isRead) {
            throw Undrawable.damaged();
        }
        isRead = true;
    }

    /** Keeps a block: by its coefficients, or by the first of them, which is eight times its mean. */
    void keep(int column, int row, float[] coefficients) {
        var at = row * side * stride + column * side;
        if (side == 1) {
            samples[at] = sample(coefficients[0] / 8);
            return;
        }
        JpegBlock.transform(coefficients);
        for (var y = 0; y < side; y++) {
            for (var x = 0; x < side; x++) {
                samples[at + y * stride + x] = sample(coefficients[y * side + x]);
            }
        }
    }

    int sample(int x, int y, int mostHorizontally, int mostVertically) {
        return samples[y * vertically / mostVertically * stride + x * horizontally / mostHorizontally] & 255;
    }

    private static byte sample(float value) {
        return (byte) Math.clamp(Math.round(value) + 128L, 0, 255);
    }
}
