package tocsin.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * One of those that are compared.
 *
 * @param peer whether it is somebody else's, whose failures are told but are not ours
 * @param expected how long one measurement is likely to take
 */
record Side(String name, boolean peer, Duration expected, Measured measured) {

    Side(String name, Duration expected, Measured measured) {
        this(name, false, expected, measured);
    }

    static Side peer(String name, Duration expected, Measured measured) {
        return new Side(name, true, expected, measured);
    }

    /** Measures it once. */
    interface Measured {

        /** @param data an empty directory of its own, which is removed afterwards */
        Map<String, Object> in(Path data) throws Exception;
    }
}
