package tocsin.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.HdrHistogram.Histogram;

/**
 * Ten thousand connections on which little or nothing comes, beside a load that must not notice. For so many the server
 * needs as many file descriptors, which it is given while it runs where its limit is lower.
 */
final class SlowClients implements Fault {

    private static final int CONNECTIONS = 10_000;
    private static final int DESCRIPTORS = 12_000;
    private static final Pattern OPEN_FILES = Pattern.compile("(?m)^Max open files +(\\d+)");

    private final Options options;

    SlowClients(Options options) {
        this.options = options;
    }

    @Override
    public void happen(Report report) throws Exception {
        try (var scene = new Scene(options)) {
            allow(scene.server().pid());
            allow(ProcessHandle.current().pid());
            paced("warming up", scene);
            var alone = paced("nobody is slow", scene);
            var usage = scene.server().usage();
            var memory = usage.memory().server() / 1024;
            try (var slow = new SlowConnections(scene.target(), CONNECTIONS)) {
                // The server takes them in, and the memory that they need, while they say their first words.
                var connecting = paced(CONNECTIONS + " have connected", scene);
                var beside = paced(CONNECTIONS + " are slow", scene);
                report.put("connections", CONNECTIONS);
                var open = slow.open();
                report.put("stillOpen", open);
                report.promise("the slow ones are still there", open >= CONNECTIONS * 99L / 100);
                report.put("perSecond", options.rate());
                report.put("p50Millis", List.of(Latency.millis(alone, 50), Latency.millis(beside, 50)));
                report.put("p99Millis", List.of(Latency.millis(alone, 99), Latency.millis(beside, 99)));
                report.put("p99MillisAfterConnecting", Latency.millis(connecting, 99));
                report.put("serverMegabytes", List.of(memory, usage.memory().server() / 1024));
                report.promise("the load keeps its p99", Latency.isKept(alone, beside));
            }
            scene.goesOn(report);
            scene.closeBooks(report);
            report.promise(
                    "nobody is refused because others are slow",
                    scene.ledger().answers().keySet().equals(Set.of(200)));
        }
    }

    private Histogram paced(String what, Scene scene) throws InterruptedException {
        var senders = Senders.paced(
                scene.ledger(), scene.bodies(), List.of(scene.target()), options.connections(), options.rate());
        scene.lastFor(what);
        return senders.end();
    }

    private static void allow(long process) throws IOException, InterruptedException {
        if (descriptors(process) >= DESCRIPTORS) {
            return;
        }
        var limit = new ProcessBuilder(
                        "prlimit", "--pid", String.valueOf(process), "--nofile=" + DESCRIPTORS + ":" + DESCRIPTORS)
                .inheritIO()
                .start();
        if (limit.waitFor() != 0) {
            throw new IOException("So many connections need " + DESCRIPTORS
                    + " file descriptors, here and in the server:" + " raise the limit with `ulimit -n`.");
        }
    }

    private static long descriptors(long process) throws IOException {
        var limits = Files.readString(Path.of("/proc", String.valueOf(process), "limits"));
        var open = OPEN_FILES.matcher(limits);
        return open.find() ? Long.parseLong(open.group(1)) : Long.MAX_VALUE;
    }
}
