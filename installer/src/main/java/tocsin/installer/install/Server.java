package tocsin.installer.install;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tocsin.config.Option;
import tocsin.installer.host.Host;
import tocsin.installer.host.Owner;
import tocsin.installer.host.Processes;
import tocsin.installer.host.Systemd;
import tocsin.installer.journal.Step;
import tocsin.installer.report.Code;
import tocsin.installer.report.Refusal;
import tocsin.installer.settings.SettingsFile;

/** The server of a host: its program, which is run once for a piece of work, and its two colours. */
public record Server(Host host) {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    Step migration() {
        return new Step.Seen(
                "bring the schema up to date",
                Duration.ofSeconds(3),
                () -> {
                    var status = run("migrate", "status");
                    return status.isGood() && !status.output().contains("Pending");
                },
                () -> {
                    var outcome = run("migrate", "expand");
                    if (!outcome.isGood()) {
                        throw new Refusal(
                                Code.E402,
                                "the schema could not be brought up to date: " + outcome.lastLine(),
                                "Put right what it says and run the same command again.");
                    }
                });
    }

    Step started(Colour colour) {
        return started(colour.unit());
    }

    Step started(String unit) {
        var systemd = new Systemd(host);
        return new Step.Seen(
                "start " + unit, Duration.ofSeconds(1), () -> systemd.isActive(unit), () -> systemd.start(unit));
    }

    Step ready(Colour colour) {
        return new Step.Seen(
                "wait until " + colour.text() + " is ready",
                Duration.ofSeconds(1),
                () -> isReady(colour),
                () -> await(colour));
    }

    /** Whether it takes requests, as the proxy asks. */
    public boolean isReady(Colour colour) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(address(), colour.port()), 1000);
            socket.setSoTimeout(2000);
            socket.getOutputStream()
                    .write("GET /ready HTTP/1.0\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            var head = new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
            return head.endsWith(" 200");
        } catch (IOException e) {
            return false;
        }
    }

    /** Where it is reached without the proxy. */
    public String url(Colour colour) {
        return "http://" + address() + ":" + colour.port();
    }

    /** Where both colours listen: only on this host, or on its address in a fleet. */
    public String address() {
        return SettingsFile.read(host.listen()).values().getOrDefault(Option.HOST.environmentName(), "127.0.0.1");
    }

    private void await(Colour colour) {
        var end = System.nanoTime() + PATIENCE.toNanos();
        while (!isReady(colour)) {
            if (System.nanoTime() > end) {
                throw new Refusal(
                        Code.E306,
                        colour.text() + " did not become ready within " + PATIENCE.toSeconds() + " s",
                        "`tocsinctl logs` tells why; put it right and run the same command again.");
            }
            pause(100);
        }
    }

    static void pause(long milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Runs the program once as the server's account, with its settings and secrets, and without its right to stay. */
    public Processes.Outcome run(String... arguments) {
        return run(Map.of(), arguments);
    }

    /** The same, with more in its environment, which nobody else on the host sees. */
    public Processes.Outcome run(Map<String, String> more, String... arguments) {
        var command = new ArrayList<>(Processes.as(new Owner(host, Part.APPLICATION.account())));
        command.add(host.current().resolve("bin/tocsin").toString());
        command.addAll(List.of(arguments));
        var environment = new HashMap<>(SettingsFile.read(host.settings()).values());
        try {
            environment.put(
                    "TOCSIN_DATABASE_URL",
                    Files.readString(host.credentials().resolve("database-url")).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        environment.putAll(more);
        return Processes.run(command, environment, "");
    }
}
