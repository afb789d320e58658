package tocsin.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** What takes long: says beforehand how long, and publishes each part when it is done. */
final class All {

    private All() {}

    /** The whole section of numbers that a release stands by, but for the half hour of soaking and the faults. */
    static void run(Options options) throws IOException, InterruptedException {
        publish(List.of(
                new CompareBench(options, "real"), new CompareBench(options, "small-large"), new GrowthBench(options)));
    }

    static void publish(List<LongBench> benches) throws IOException, InterruptedException {
        var wanted =
                benches.stream().filter(bench -> bench.expected().isPositive()).toList();
        var expected = wanted.stream().map(LongBench::expected).reduce(Duration.ZERO, Duration::plus);
        System.err.printf("bench: all of it takes about %d min%n", expected.toMinutes() + 1);
        for (var bench : wanted) {
            bench.run().publish();
        }
    }
}
