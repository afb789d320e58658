package tocsin.fuzz;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** What Jazzer calls, in its own words. It loads the targets itself, so that Jazzer can count their branches. */
public final class FuzzEntry {

    static final String TARGET = "tocsin.fuzz.target";
    static final String SEEDS = "tocsin.fuzz.seeds";

    /** Of all targets together none is to be drowned in the examples of another. */
    private static final int SEEDS_EACH = 12;

    private static List<Target> targets;
    private static List<FuzzTarget> made;
    private static long[] tried;

    private FuzzEntry() {}

    /** Before the first input, and before the examples are read. */
    public static void fuzzerInitialize() throws IOException {
        targets = Target.all(System.getProperty(TARGET));
        made = targets.stream().map(Target::make).toList();
        tried = new long[made.size()];
        var folder = Path.of(System.getProperty(SEEDS));
        for (var target = 0; target < made.size(); target++) {
            var seeds = made.get(target).seeds();
            var step = made.size() == 1 ? 1 : 1 + seeds.size() / SEEDS_EACH;
            for (var seed = 0; seed < seeds.size(); seed += step) {
                Files.write(
                        folder.resolve("seed-" + target + "-" + seed),
                        made.size() == 1 ? seeds.get(seed) : Pieces.behind(target, seeds.get(seed)));
            }
        }
    }

    /** Of several targets the first byte chooses one. */
    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        if (made.size() == 1) {
            Bounds.check(made.getFirst(), input);
        } else if (input.length > 0) {
            var one = Byte.toUnsignedInt(input[0]) % made.size();
            var end = Math.min(input.length, 1 + made.get(one).longest());
            tried[one]++;
            try {
                Bounds.check(made.get(one), Arrays.copyOfRange(input, 1, end));
            } catch (IOException | RuntimeException | Error e) {
                throw new AssertionError(targets.get(one).lowerName() + ", behind the first byte", e);
            }
        }
    }

    /** At the end. */
    public static void fuzzerTearDown() {
        for (var target = 0; target < tried.length && made.size() > 1; target++) {
            System.err.println("tried " + targets.get(target).lowerName() + " " + tried[target] + " times");
        }
    }
}
