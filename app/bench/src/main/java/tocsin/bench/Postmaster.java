package tocsin.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The PostgreSQL that a server brought along, and what can happen to it. */
final class Postmaster {

    private static final long PATIENCE_SECONDS = 60;

    private final Path data;

    /** @param data its own directory */
    Postmaster(Path data) {
        this.data = data;
    }

    /** Ends its first process without a word; the others notice it. */
    void kill() throws IOException {
        first().destroyForcibly();
    }

    /** None of its processes gets a turn any more: connections stay, and nothing answers on them. */
    void freeze() throws IOException, InterruptedException {
        var first = first();
        signal("STOP", List.of(first));
        signal("STOP", first.children().toList());
    }

    void thaw() throws IOException, InterruptedException {
        var first = first();
        signal("CONT", first.children().toList());
        signal("CONT", List.of(first));
    }

    /** An orderly end, which breaks all connections; it is not started again before {@link #allowStart}. */
    void shutDown() throws IOException, InterruptedException {
        var first = first();
        Files.move(version(), away());
        signal("INT", List.of(first));
        first.onExit().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    /** Whoever watches over it may start it from now on. */
    void allowStart() throws IOException {
        Files.move(away(), version());
    }

    /** PostgreSQL takes a directory without this file for none of its own. */
    private Path version() {
        return data.resolve("PG_VERSION");
    }

    private Path away() {
        return data.resolve("PG_VERSION.away");
    }

    ProcessHandle first() throws IOException {
        var pid = Files.readAllLines(data.resolve("postmaster.pid")).getFirst();
        return ProcessHandle.of(Long.parseLong(pid.strip()))
                .orElseThrow(() -> new IOException("PostgreSQL is not running"));
    }

    private static void signal(String name, List<ProcessHandle> processes) throws IOException, InterruptedException {
        if (processes.isEmpty()) {
            return;
        }
        var words = new ArrayList<>(List.of("kill", "-" + name));
        processes.forEach(process -> words.add(String.valueOf(process.pid())));
        // One that ended meanwhile is no mistake.
        new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
