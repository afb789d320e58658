package tocsin.picture;

/** The bits of a scan, up to the next marker; after it there are zeros, so that what was cut off is drawn as far as it goes. */
final class JpegBits {

    private static final int MARKER = 0xff;
    private static final int FEW = 8;
    private static final int FIRST_RESTART = 0xd0;
    private static final int LAST_RESTART = 0xd7;

    private final byte[] data;
    private int at;
    private int current;
    private int left;
    private int missing;

    JpegBits(byte[] data, int from) {
        this.data = data;
        this.at = from;
    }

    int next() {
        if (left == 0) {
            current = more();
            left = 8;
        }
        left--;
        return current >> left & 1;
    }

    /** A number of so many bits, the lower half of which are negative. */
    int number(int length) {
        if (length == 0) {
            return 0;
        }
        var number = 0;
        for (var bit = 0; bit < length; bit++) {
            number = number << 1 | next();
        }
        return number < 1 << length - 1 ? number - (1 << length) + 1 : number;
    }

    /** Whether only zeros of our own are left: some are read before anybody asks. */
    boolean isOver() {
        return missing > FEW;
    }

    /** Goes on after a restart marker, when there is one. */
    void restart() {
        left = 0;
        if (at + 1 < data.length
                && (data[at] & 255) == MARKER
                && (data[at + 1] & 255) >= FIRST_RESTART
                && (data[at + 1] & 255) <= LAST_RESTART) {
            at += 2;
            missing = 0;
        }
    }

    /** Where the marker after the scan stands. */
    static int end(byte[] data, int from) {
        for (var at = from; at + 1 < data.length; at++) {
            var after = data[at + 1] & 255;
            if ((data[at] & 255) == MARKER && after != 0 && (after < FIRST_RESTART || after > LAST_RESTART)) {
                return at;
            }
        }
        return data.length;
    }

    private int more() {
        if (at >= data.length) {
            missing++;
            return 0;
        }
        if ((data[at] & 255) == MARKER) {
            if (at + 1 >= data.length || data[at + 1] != 0) {
                missing++;
                return 0;
            }
            at += 2;
            return MARKER;
        }
        return data[at++] & 255;
    }
}
