package tocsin.sentry;

import java.io.IOException;

/** There is no place for what comes, now; later there may be. */
public class NoRoom extends IOException {

    public NoRoom(String message) {
        super(message);
    }
}
