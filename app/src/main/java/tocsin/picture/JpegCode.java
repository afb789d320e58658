package tocsin.picture;

/** The words of a JPEG's entropy code, found by their length. */
final class JpegCode {

    private static final int LONGEST = 16;

    private final int[] firstWord = new int[LONGEST + 1];
    private final int[] firstPlace = new int[LONGEST + 1];
    private final int[] words;
    private final byte[] values;

    /** @param words how many of each length there are, from one bit on */
    JpegCode(int[] words, byte[] values) {
        this.words = words;
        this.values = values;
        var word = 0;
        var place = 0;
        for (var length = 1; length <= LONGEST; length++) {
            firstWord[length] = word;
            firstPlace[length] = place;
            word = word + words[length] << 1;
            place += words[length];
        }
    }

    int read(JpegBits bits) throws Undrawable {
        var word = 0;
        for (var length = 1; length <= LONGEST; length++) {
            word = word << 1 | bits.next();
            var beyond = word - firstWord[length];
            if (beyond >= 0 && beyond < words[length]) {
                return values[firstPlace[length] + beyond] & 255;
            }
        }
        throw Undrawable.damaged();
    }
}
