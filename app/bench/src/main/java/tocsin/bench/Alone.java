package tocsin.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A benchmark that is one run, among those that take long. What it throws is told as its result and does not keep the
 * others from being measured.
 */
record Alone(Options options, Duration expected, Measured measured) implements LongBench {

    /** What is measured. */
    interface Measured {
        Map<String, Object> row(Options options) throws Exception;
    }

    /** Half an hour of soaking, and then each fault, with what an appliance runs. */
    static List<LongBench> soakAndFaults(Options options, Measured measured) {
        var alone = new ArrayList<LongBench>();
        if (options.wants("soak")) {
            var soak = options.as("soak", "");
            alone.add(new Alone(soak, soak.duration().plus(soak.warmUp()).plusSeconds(30), measured));
        }
        if (options.wants("faults")) {
            for (var kind : FaultBench.KINDS) {
                var fault = options.as("faults", kind);
                alone.add(new Alone(fault, fault.duration().multipliedBy(3), measured));
            }
        }
        return alone;
    }

    @Override
    public Results run() throws IOException, InterruptedException {
        System.err.println("bench: " + options.name());
        try {
            return Results.of(options.name(), measured.row(options));
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            return Results.of(
                    options.name(), Map.of(Rounds.FAILED, e.getMessage() == null ? e.toString() : e.getMessage()));
        }
    }
}
