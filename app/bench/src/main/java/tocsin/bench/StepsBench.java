package tocsin.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Measures the {@link Steps}: CPU time of the best round and bytes allocated, both for the mean event. */
final class StepsBench {

    private StepsBench() {}

    static Map<String, Object> run() throws RunnerException {
        var options = new OptionsBuilder()
                .include(Steps.class.getName())
                .mode(Mode.AverageTime)
                .timeUnit(TimeUnit.MICROSECONDS)
                .forks(1)
                .warmupIterations(12)
                .warmupTime(TimeValue.seconds(1))
                .measurementIterations(8)
                .measurementTime(TimeValue.seconds(1))
                // As the native executable collects
                .jvmArgsAppend(
                        "-XX:+UseSerialGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow")
                .addProfiler(CpuProfiler.class)
                .addProfiler(GCProfiler.class)
                .verbosity(VerboseMode.SILENT)
                .build();
        var table = new LinkedHashMap<String, Object>();
        for (var result : new Runner(options).run()) {
            var step = result.getParams().getBenchmark();
            var measured = result.getSecondaryResults();
            table.put(
                    step.substring(step.lastIndexOf('.') + 1),
                    "%6.1f µs CPU %,10.0f B"
                            .formatted(
                                    measured.get(CpuProfiler.LABEL).getScore(),
                                    measured.get("gc.alloc.rate.norm").getScore()));
        }
        return table;
    }
}
