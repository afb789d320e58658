package tocsin.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;

/** How many events a second are taken in, at what latency and cost, and whether all of them are there afterwards. */
final class IngestBench {

    private final Subject subject;
    private final Options options;
    private final String mix;

    IngestBench(Subject subject, Options options, String mix) {
        this.subject = subject;
        this.options = options;
        this.mix = mix;
    }

    Map<String, Object> run() throws IOException, InterruptedException, SQLException {
        var corpus = Corpus.read(options.events());
        var bodies = corpus.mix(mix);
        System.err.printf("bench: %d bodies of %d real events%n", bodies.size(), corpus.originals());
        var measurement =
                new Measurement(subject, new Load(subject, bodies, options.connections()), bodies, options.duration());
        var row = new LinkedHashMap<String, Object>();
        row.put("bench", "ingest");
        row.put("version", subject.version());
        row.put("mix", mix);
        row.put("connections", options.connections());
        row.putAll(measurement.warmUp(options.warmUp()));
        var most = measurement.atMost();
        row.putAll(most);
        row.putAll(measurement.list());
        row.putAll(measurement.atHalf(most));
        if (options.slowCommits() && subject instanceof Server server) {
            row.putAll(SlowCommits.of(server).measure(measurement, most));
        }
        return row;
    }
}
