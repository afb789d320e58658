package tocsin.bench;

import java.util.List;
import java.util.Map;

/**
 * Lets something happen to a server under load and then asks whether each event that was answered 200 is stored exactly
 * once and counted exactly once, and whether the next one goes in without anybody's help.
 */
final class FaultBench {

    static final List<String> KINDS =
            List.of("kills", "away", "slow", "full", "flood", "slow-clients", "clock", "quotas");

    private final Options options;

    FaultBench(Options options) {
        this.options = options;
    }

    Map<String, Object> run() throws Exception {
        var report = new Report();
        report.put("bench", "faults");
        report.put("kind", options.kind());
        fault().happen(report);
        return report.row();
    }

    private Fault fault() {
        return switch (options.kind()) {
            case "kills" -> new Kills(options);
            case "away" -> new DatabaseAway(options);
            case "slow" -> new DatabaseSlow(options);
            case "full" -> new DiskFull(options);
            case "flood" -> new Flood(options);
            case "slow-clients" -> new SlowClients(options);
            case "clock" -> new ClockJumps(options);
            case "quotas" -> new Quotas(options);
            default -> throw new IllegalArgumentException(Options.USAGE);
        };
    }
}
