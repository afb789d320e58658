package tocsin.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/** How long the issue list and an issue take to show in a project with many issues and very many events. */
final class ListBench {

    private static final int TIMES = 200;

    private final Server server;
    private final Options options;

    ListBench(Server server, Options options) {
        this.server = server;
        this.options = options;
    }

    Map<String, Object> run() throws IOException, InterruptedException, SQLException {
        var api = new Api(server);
        var counts = api.counts();
        if (counts.issues() < options.issues()) {
            // More than are asked for, because some crashes are rightly one issue whatever their type is called.
            var variants = options.issues() * 9 / 5;
            System.err.printf("bench: sending %d different events%n", variants);
            var bodies = Corpus.read(options.events()).bodies(variants, 1);
            var result = new Load(server, bodies, options.connections()).once();
            System.err.printf(
                    "bench: %s in %d s; filling up to %d events by SQL%n",
                    result.answers(), result.took().toSeconds(), options.eventsToFill());
            var events = FillSql.fill(server.jdbcUrl("tocsin"), options.eventsToFill());
            System.err.printf("bench: %d events%n", events);
            counts = api.counts();
        }

        var row = new LinkedHashMap<String, Object>();
        row.put("bench", "list");
        row.put("version", server.text("version"));
        row.put("issues", counts.issues());
        row.put("events", counts.events());
        var person = server.visitor();
        var program = Visitor.withToken(server);
        var issues = server.issuesPath();
        row.put("list", measure(person, issues));
        row.put("list by count", measure(person, issues + "?sort=events"));
        row.put("list with text", measure(person, issues + "?query=error"));
        row.put("list by level", measure(person, issues + "?query=level%3Afatal"));
        row.put("API list", measure(program, api.issuesPath()));
        row.put("API list with text", measure(program, api.issuesPath() + "?query=error"));
        var first = new ObjectMapper()
                .readTree(program.read(api.issuesPath()))
                .required(0)
                .required("id")
                .asText();
        row.put("issue page", measure(person, issues + "/" + first));
        row.put("API issue", measure(program, "/api/0/issues/" + first + "/"));
        row.put("API newest event", measure(program, "/api/0/issues/" + first + "/events/latest/"));
        return row;
    }

    private static String measure(Visitor visitor, String path) throws IOException {
        return millis(visitor.ask(path, TIMES));
    }

    private static String millis(Histogram micros) {
        return "p50 %.1f, p95 %.1f, p99 %.1f ms"
                .formatted(
                        micros.getValueAtPercentile(50) / 1e3,
                        micros.getValueAtPercentile(95) / 1e3,
                        micros.getValueAtPercentile(99) / 1e3);
    }
}
