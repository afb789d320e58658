package tocsin.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Ten thousand connections on which little or nothing comes, beside a load that must not notice. For so many the server
 * needs as many file descriptors, which it is given while it runs where its limit is lower.
 */
final class SlowClients implements Fault {

    private static final int CONNECTIONS = 10_000;
    private static final int DESCRIPTORS = 12_000;
    /** The server hangs up on who says nothing for two minutes. It is right, but that is not what is looked at here. */
    private static final Duration AT_MOST = Duration.ofSeconds(80);

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
            var slowly = options.duration().compareTo(AT_MOST) > 0 ? AT_MOST : options.duration();
            paced("warming up", options.duration(), scene);
            var alone = paced("nobody is slow", options.duration(), scene);
            var usage = scene.server().usage();
            var memory = usage.memory().server() / 1024;
            try (var slow = new SlowConnections(scene.target(), CONNECTIONS)) {
                // The server takes them in, and the memory that they need, while they say their first words.
                var connecting = paced(CONNECTIONS + " have connected", slowly.dividedBy(3), scene);
                var beside = paced(CONNECTIONS + " are slow", slowly, scene);
                report.put("connections", CONNECTIONS);
                var open = slow.open();
                report.put("stillOpen", open);
                report.promise("the slow ones are still there", open >= CONNECTIONS * 99L / 100);
                report.put("perSecond", options.rate());
                Served.compare("others", alone, beside, report);
                report.put("othersAnswersAfterConnecting", connecting.answers());
                report.put("othersP99MillisAfterConnecting", connecting.p99());
                report.promise("others are not refused when the slow ones have connected", connecting.isWhole());
                report.put("serverMegabytes", List.of(memory, usage.memory().server() / 1024));
            }
            scene.goesOn(report);
            scene.closeBooks(report);
        }
    }

    private Served paced(String what, Duration duration, Scene scene) throws InterruptedException {
        var senders = Senders.paced(
                scene.ledger(), scene.bodies(), List.of(scene.target()), options.connections(), options.rate());
        scene.lastFor(what, duration);
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
