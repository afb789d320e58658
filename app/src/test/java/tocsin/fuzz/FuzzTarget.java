package tocsin.fuzz;

import java.io.IOException;
import java.util.List;

/** One kind of foreign input: what must hold whatever its bytes are, and examples from which others are made. */
public interface FuzzTarget {

    /** Fails with any exception, or an error, when these bytes do what none may. */
    void check(byte[] input) throws IOException;

    /** Good examples. */
    List<byte[]> seeds() throws IOException;

    /** As many bytes as are tried; more makes it slower. */
    default int longest() {
        return 4 * 1024;
    }
}
