package tocsin.bench;

import java.util.List;
import java.util.Map;

/** Runs one benchmark against a packaged Tocsin that it starts itself; prints a table and keeps it as JSON. */
public final class Bench {

    private Bench() {}

    public static void main(String[] arguments) throws Exception {
        Options options;
        try {
            options = Options.of(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + "\n" + Options.USAGE);
            System.exit(2);
            return;
        }
        System.err.println("bench: data in " + options.data());
        var broken =
                switch (options.bench()) {
                    case "all" -> All.run(options, Bench::run);
                    case "compare" -> All.publish(List.of(new CompareBench(options, options.mix())));
                    case "growth" -> All.publish(List.of(new GrowthBench(options)));
                    default -> runOne(options);
                };
        if (broken) {
            System.exit(1);
        }
    }

    private static boolean runOne(Options options) throws Exception {
        var results = Results.of(options.name(), run(options));
        results.publish();
        return results.isBroken();
    }

    private static Map<String, Object> run(Options options) throws Exception {
        if (options.bench().equals("start")) {
            return new StartBench(options).run();
        }
        if (options.bench().equals("faults")) {
            return new FaultBench(options).run();
        }
        if (options.bench().equals("steps")) {
            return StepsBench.run();
        }
        if (options.bench().equals("flame")) {
            return new FlameBench(options).run();
        }
        if (options.bench().equals("dictionary")) {
            return DictionaryTraining.run();
        }
        try (var server = Server.start(options.executable(), options.data())) {
            return switch (options.bench()) {
                case "ingest" -> new IngestBench(server, options, options.mix()).run();
                case "list" -> new ListBench(server, options).run();
                case "limit" -> new LimitBench(server, options, options.mix()).run();
                case "soak" -> new SoakBench(server, options).run();
                default -> throw new IllegalArgumentException(Options.USAGE);
            };
        }
    }
}
