package tocsin.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How long a start takes until the next event would be accepted, and what the server needs while nothing happens. */
final class StartBench {

    private static final int STARTS = 5;
    private static final long CALM_MILLIS = 10_000;

    private final Options options;

    StartBench(Options options) {
        this.options = options;
    }

    Map<String, Object> run() throws IOException, InterruptedException, SQLException {
        String version;
        long first;
        try (var server = Server.start(options.executable(), options.data())) {
            version = server.text("version");
            first = server.readyMillis();
        }
        List<Long> withDatabase = new ArrayList<>();
        long resident = 0;
        Usage.Memory memory = null;
        List<Double> serving = new ArrayList<>();
        for (var i = 0; i < STARTS; i++) {
            try (var server = Server.start(options.executable(), options.data())) {
                withDatabase.add(server.readyMillis());
                if (i == STARTS - 1) {
                    Thread.sleep(CALM_MILLIS);
                    resident = server.usage().residentKilobytes();
                    memory = server.usage().memory();
                    var serve = new Serving(options.executable(), server);
                    for (var n = 0; n < STARTS; n++) {
                        serving.add(serve.readyMillis());
                    }
                }
            }
        }
        var row = new LinkedHashMap<String, Object>();
        row.put("bench", "start");
        row.put("version", version);
        row.put("firstRunMillis", first);
        row.put("runMillis", withDatabase.stream().sorted().toList());
        row.put("serveMillis", serving.stream().sorted().toList());
        row.put("idleResidentMegabytes", resident / 1024);
        row.put("idlePssMegabytes", List.of(memory.server() / 1024, memory.postgres() / 1024));
        return row;
    }
}
