package tocsin.bench;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A Bugsink of its own on loopback: gunicorn, which answers, and snappea, which works off what was answered. */
final class Bugsink implements Subject {

    /** Its installation and configuration, seen from where make runs. */
    static final Path FILES = Path.of("app/bench/peers/bugsink").toAbsolutePath();

    private static final String PERSON = "bench@example.org";
    private static final String PASSWORD = "an-ordinary-Password-8";
    private static final int WORKERS = 4;
    private static final long PATIENCE_SECONDS = 60;

    private final BugsinkStore store;
    private final List<Process> processes;
    private final URI url;
    private final long project;
    private final String key;
    private final String version;

    private Bugsink(BugsinkStore store, List<Process> processes, URI url, long project, String key, String version) {
        this.store = store;
        this.processes = processes;
        this.url = url;
        this.project = project;
        this.key = key;
        this.version = version;
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(processes)));
    }

    /** @return where its programs are; they are fetched when they are not there yet */
    static Path installed() throws IOException, InterruptedException {
        var install = new ProcessBuilder(FILES.resolve("install").toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var programs = install.inputReader().readLine();
        if (install.waitFor() != 0 || programs == null) {
            throw new IOException("Bugsink cannot be installed, see above");
        }
        return Path.of(programs);
    }

    static Bugsink onSqlite(Path data) throws IOException, InterruptedException {
        var programs = installed();
        return start(programs, data, new BugsinkStore.Sqlite(programs, data.toAbsolutePath()));
    }

    static Bugsink onPostgres(Path data, BorrowedPostgres postgres) throws IOException, InterruptedException {
        return start(installed(), data, new BugsinkStore.Postgres(postgres));
    }

    private static Bugsink start(Path programs, Path data, BugsinkStore store)
            throws IOException, InterruptedException {
        var home = Files.createDirectories(data.toAbsolutePath());
        var processes = new ArrayList<Process>();
        try {
            var port = Server.freePort();
            var starting = new Starting(programs, home, port, store.environment());
            var prepared = starting.output("python", FILES.resolve("prepare.py").toString());
            var project = prepared.getLast().split(" ");
            var version = starting.output("bugsink-show-version").getLast();
            processes.add(starting.process("bugsink-manage", "runsnappea"));
            processes.add(starting.process(
                    "gunicorn",
                    "--bind=127.0.0.1:" + port,
                    "--workers=" + WORKERS,
                    "--timeout=60",
                    "--max-requests=1000",
                    "--max-requests-jitter=100",
                    "bugsink.wsgi"));
            var url = URI.create("http://127.0.0.1:" + port);
            var bugsink = new Bugsink(store, processes, url, Long.parseLong(project[0]), project[1], version);
            bugsink.awaitReady(home);
            return bugsink;
        } catch (IOException | InterruptedException | RuntimeException e) {
            end(processes);
            store.close();
            throw e;
        }
    }

    /** How its programs are called: with its configuration, which reads the rest from the environment. */
    private record Starting(Path programs, Path home, int port, Map<String, String> environment) {

        private ProcessBuilder builder(String program, String... arguments) {
            var command = new ArrayList<>(List.of(programs.resolve(program).toString()));
            command.addAll(List.of(arguments));
            var builder = new ProcessBuilder(command).directory(home.toFile()).redirectError(log());
            builder.environment().putAll(environment);
            builder.environment().put("PYTHONPATH", FILES.toString());
            builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
            builder.environment().put("BENCH_HOME", home.toString());
            builder.environment().put("BENCH_PORT", String.valueOf(port));
            builder.environment().put("BENCH_PERSON", PERSON);
            builder.environment().put("BENCH_PASSWORD", PASSWORD);
            return builder;
        }

        private ProcessBuilder.Redirect log() {
            return ProcessBuilder.Redirect.appendTo(new File(home.toFile(), "server.log"));
        }

        Process process(String program, String... arguments) throws IOException {
            return builder(program, arguments).redirectOutput(log()).start();
        }

        List<String> output(String program, String... arguments) throws IOException, InterruptedException {
            var process = builder(program, arguments).start();
            var lines = process.inputReader().lines().toList();
            if (process.waitFor() != 0 || lines.isEmpty()) {
                throw new IOException(program + " failed, see " + home.resolve("server.log"));
            }
            return lines;
        }
    }

    private void awaitReady(Path home) throws IOException, InterruptedException {
        var giveUp = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!ready()) {
            if (System.nanoTime() > giveUp || !processes.stream().allMatch(Process::isAlive)) {
                throw new IOException("Bugsink did not become ready, see " + home.resolve("server.log"));
            }
            Thread.sleep(100);
        }
    }

    private boolean ready() {
        try (var connection = new Connection(url.getPort())) {
            return connection
                            .ask("GET /health/ready HTTP/1.1\r\nHost: 127.0.0.1\r\n".getBytes(), new byte[0])
                            .status()
                    == 200;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public Target target() {
        return Target.of(url.getPort(), project, key);
    }

    @Override
    public Usage usage() {
        return Usage.ofTrees(processes.stream().map(Process::pid).toList(), store.postmasterPid());
    }

    @Override
    public Counts counts() throws IOException {
        return store.counts();
    }

    @Override
    public long diskBytes() throws IOException {
        return store.diskBytes();
    }

    @Override
    public Visitor visitor() throws IOException, InterruptedException {
        return Visitor.loggedIn(url.resolve("/accounts/login/"), "username", PERSON, "password", PASSWORD);
    }

    @Override
    public String issuesPath() {
        return "/issues/" + project + "/";
    }

    @Override
    public void close() {
        end(processes);
        store.close();
    }

    /** Nothing of it is needed again, so nothing is waited for but the end. */
    private static void end(List<Process> processes) {
        for (var process : processes) {
            var all = process.descendants().toList();
            process.destroyForcibly();
            all.forEach(ProcessHandle::destroyForcibly);
            process.onExit().join();
        }
    }
}
