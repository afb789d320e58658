package tocsin.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * One of those that are compared.
 *
 * @param expected how long one measurement is likely to take
 */
record Side(String name, Duration expected, Measured measured) {

    /** Measures it once. */
    interface Measured {

        /** @param data an empty directory of its own, which is removed afterwards */
        Map<String, Object> in(Path data) throws Exception;
    }
}
