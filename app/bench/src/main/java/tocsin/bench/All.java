package tocsin.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** What takes long: says beforehand how long, and publishes each part when it is done. */
final class All {

    private All() {}

    /** As {@link #publish}: the whole section of numbers that a release stands by, but for the half hour of soaking and the faults. */
    static boolean run(Options options) throws IOException, InterruptedException {
        return publish(List.of(
                new CompareBench(options, "real"), new CompareBench(options, "small-large"), new GrowthBench(options)));
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
