package tocsin.picture;

import java.util.ArrayList;
import java.util.List;
import tocsin.fuzz.FuzzTarget;

/** Of any bytes a small picture is made or not, and what is made can be read again. */
public final class PictureFuzz implements FuzzTarget {

    @Override
    public void check(byte[] input) {
        byte[] small;
        try {
            small = Thumbnail.of(input);
        } catch (Undrawable expected) {
            return;
        }
        try {
            Thumbnail.of(small);
        } catch (Undrawable e) {
            throw new AssertionError("what we drew is no picture: " + e.getMessage(), e);
        }
    }

    @Override
    public List<byte[]> seeds() {
        var seeds = new ArrayList<byte[]>();
        for (var kind : Drawings.Kind.values()) {
            seeds.add(Drawings.of(kind, 40, 30));
        }
        return seeds;
    }
}
