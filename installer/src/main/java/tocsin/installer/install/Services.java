package tocsin.installer.install;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import tocsin.installer.host.Host;
import tocsin.installer.host.Systemd;
import tocsin.installer.journal.Step;

/** What runs on a host, in the order in which one needs the other. */
public record Services(Host host) {

    /** The units of the parts that are installed; of the two servers, the one that starts with the host. */
    public List<String> units() {
        var units = new ArrayList<String>();
        if (isInstalled("tocsin-postgresql.service")) {
            units.add("tocsin-postgresql.service");
        }
        if (isInstalled("tocsin@.service")) {
            units.add(current().unit());
        }
        if (isInstalled("tocsin-proxy.service")) {
            units.add("tocsin-proxy.service");
        }
        return units;
    }

    /** The colour that starts with the host, which is the one that serves outside of a switch. */
    public Colour current() {
        return new Systemd(host).isEnabled(Colour.GREEN.unit()) ? Colour.GREEN : Colour.BLUE;
    }

    public boolean hasServer() {
        return isInstalled("tocsin@.service");
    }

    public List<Step> start() {
        var systemd = new Systemd(host);
        var steps = new ArrayList<Step>();
        units().forEach(unit -> steps.add(new Step.Seen(
                "start " + unit, Duration.ofSeconds(1), () -> systemd.isActive(unit), () -> systemd.start(unit))));
        if (hasServer()) {
            steps.add(new Server(host).ready(current()));
        }
        return steps;
    }

    public List<Step> stop() {
        var systemd = new Systemd(host);
        var units = new ArrayList<>(units().reversed());
        if (hasServer()) {
            // Left over from a switch that was interrupted.
            units.add(current().other().unit());
        }
        return units.stream()
                .<Step>map(unit -> new Step.Seen(
                        "stop " + unit, Duration.ofSeconds(4), () -> !systemd.isActive(unit), () -> systemd.stop(unit)))
                .toList();
    }

    /** Everything that uses the data of this host is stopped; the proxy stays, and says that nobody is there. */
    public List<Step> quiet() {
        var systemd = new Systemd(host);
        return List.of(Colour.BLUE.unit(), Colour.GREEN.unit(), "tocsin-postgresql.service").stream()
                .filter(unit -> isInstalled(unit.replaceFirst("@.*\\.", "@.")))
                .<Step>map(unit -> new Step.Seen(
                        "stop " + unit, Duration.ofSeconds(4), () -> !systemd.isActive(unit), () -> systemd.stop(unit)))
                .toList();
    }

    /** The same is started, on data that an older release may have left, and ready. */
    public List<Step> wake() {
        var systemd = new Systemd(host);
        var server = new Server(host);
        var steps = new ArrayList<Step>();
        for (var unit : units()) {
            if (unit.equals(current().unit())) {
                steps.add(server.migration());
            }
            steps.add(
                    unit.equals("tocsin-proxy.service")
                            ? new Step.Told("let the proxy take its settings", () -> systemd.renew(unit))
                            : server.started(unit));
        }
        if (hasServer()) {
            steps.add(server.ready(current()));
        }
        return steps;
    }

    /**
     * The other colour is started and ready before the one that serves is told to leave, which it does by its own
     * readiness, so that no request is lost.
     */
    public List<Step> switchTo(Colour colour) {
        var systemd = new Systemd(host);
        var server = new Server(host);
        var old = colour.other();
        return List.of(
                new Step.Told("clear away what is left of " + colour.text(), () -> systemd.stop(colour.unit())),
                new Step.Told(
                        "start " + colour.unit() + " anew", Duration.ofSeconds(1), () -> systemd.start(colour.unit())),
                server.ready(colour),
                new Step.Seen(
                        "let " + colour.text() + " start with the host",
                        () -> systemd.isEnabled(colour.unit()),
                        () -> systemd.enable(colour.unit())),
                new Step.Seen(
                        "let " + old.text() + " start with the host no longer",
                        () -> !systemd.isEnabled(old.unit()),
                        () -> systemd.disable(old.unit())),
                // Five times the interval at which the proxy asks.
                new Step.Told("let the proxy see " + colour.text(), Duration.ofSeconds(1), () -> Server.pause(1000)),
                new Step.Seen(
                        "drain and stop " + old.text(),
                        Duration.ofSeconds(4),
                        () -> !systemd.isActive(old.unit()),
                        () -> systemd.stop(old.unit())));
    }

    /** The colour that an interrupted switch was on the way to. */
    public static Optional<Colour> colour(String text) {
        return Arrays.stream(Colour.values())
                .filter(colour -> colour.text().equals(text))
                .findFirst();
    }

    private boolean isInstalled(String unit) {
        return host.units().resolve(unit).toFile().isFile();
    }
}
