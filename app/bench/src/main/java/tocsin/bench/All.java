package tocsin.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** What takes long: says beforehand how long, and publishes each part when it is done. */
final class All {

    private All() {}

    /** As {@link #publish}: all that a release stands by. */
    static boolean run(Options options, Alone.Measured alone) throws IOException, InterruptedException {
        return publish(parts(options, alone));
    }

    static List<LongBench> parts(Options options, Alone.Measured alone) {
        return Stream.concat(
                        Stream.of(
                                new CompareBench(options, "real"),
                                new CompareBench(options, "small-large"),
                                new GrowthBench(options)),
                        Alone.soakAndFaults(options, alone).stream())
                .toList();
    }

    /** @return whether any of ours lost an event or failed, which does not keep the others from being measured */
    static boolean publish(List<LongBench> benches) throws IOException, InterruptedException {
        return publish(benches, Results.FOLDER);
    }

    static boolean publish(List<LongBench> benches, Path folder) throws IOException, InterruptedException {
        var wanted =
                benches.stream().filter(bench -> bench.expected().isPositive()).toList();
        var expected = wanted.stream().map(LongBench::expected).reduce(Duration.ZERO, Duration::plus);
        System.err.printf("bench: all of it takes about %d min%n", expected.toMinutes() + 1);
        var broken = false;
        for (var bench : wanted) {
            var results = bench.run();
            results.publish(folder);
            broken |= results.isBroken();
        }
        return broken;
    }
}
