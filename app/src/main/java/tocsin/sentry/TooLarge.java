package tocsin.sentry;

import java.io.IOException;

/** More bytes came than may be taken. */
public class TooLarge extends IOException {

    private final long limit;

    public TooLarge(String what, long limit) {
        super(what + " is larger than " + limit + " bytes");
        this.limit = limit;
    }

    public long limit() {
        return limit;
    }
}
