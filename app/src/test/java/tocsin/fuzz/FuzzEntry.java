package tocsin.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What Jazzer calls, in its own words. It loads the target itself, so that Jazzer can count its branches. */
public final class FuzzEntry {

    static final String TARGET = "tocsin.fuzz.target";
    static final String SEEDS = "tocsin.fuzz.seeds";

    private static FuzzTarget target;

    private FuzzEntry() {}

    /** Before the first input, and before the examples are read. */
    public static void fuzzerInitialize() throws IOException {
        target = Target.named(System.getProperty(TARGET)).make();
        var folder = Path.of(System.getProperty(SEEDS));
        var number = 0;
        for (var seed : target.seeds()) {
            Files.write(folder.resolve("seed-" + number++), seed);
        }
    }

    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        Bounds.check(target, input);
    }
}
