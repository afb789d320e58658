package tocsin.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.nio.file.Files;
import java.nio.file.Path;
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
        var row = run(options);
        row.forEach((name, value) -> System.out.printf("%-26s %s%n", name, value));
        var file = Files.createDirectories(Path.of("app/target/bench")).resolve(options.name() + ".json");
        new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(file.toFile(), row);
        System.err.println("bench: written to " + file);
        if (Report.isBroken(row)) {
            System.exit(1);
        }
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
        if (options.bench().equals("dictionary")) {
            return DictionaryTraining.run();
        }
        try (var server = Server.start(options.executable(), options.data())) {
            return switch (options.bench()) {
                case "ingest" -> new IngestBench(server, options).run();
                case "list" -> new ListBench(server, options).run();
                case "limit" -> new LimitBench(server, options).run();
                case "soak" -> new SoakBench(server, options).run();
                default -> throw new IllegalArgumentException(Options.USAGE);
            };
        }
    }
}
