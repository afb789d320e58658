package tocsin.spool;

import java.io.IOException;

/** No more is written to the spool: it has reached its size, or its disk the floor that is left for others. */
public final class SpoolFull extends IOException {

    private static final long serialVersionUID = 1;

    SpoolFull(String why) {
        super(why);
    }
}
