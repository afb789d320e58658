package tocsin.installer.install;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tocsin.installer.bundle.Bundle;
import tocsin.installer.host.Host;
import tocsin.installer.host.Systemd;
import tocsin.installer.journal.Step;

/** All steps from a bundle to a host that serves; in a directory, those that need no running services. */
public record Installation(Host host, Bundle bundle, Wish wish) {

    public List<Step> steps() {
        var furnishing = new Furnishing(host, bundle, bundle.version(), wish);
        var steps = new ArrayList<>(furnishing.steps());
        if (host.isLive()) {
            running(steps);
        }
        steps.add(furnishing.record());
        return steps;
    }

    private void running(List<Step> steps) {
        var systemd = new Systemd(host);
        var server = new Server(host);
        steps.add(new Step.Told("let systemd read its units", systemd::reload));
        if (wish.has(Part.DATABASE)) {
            var database = new DatabaseCluster(host);
            steps.add(started(DatabaseCluster.UNIT));
            steps.add(database.rules());
            steps.add(database.renewed());
            steps.add(database.role());
            steps.add(database.statistics());
        }
        if (wish.has(Part.APPLICATION)) {
            var colour = new Services(host).current();
            steps.add(server.migration());
            steps.add(server.started(colour));
            steps.add(server.ready(colour));
        }
        if (wish.has(Part.PROXY)) {
            steps.add(started("tocsin-proxy.service"));
            steps.add(new Step.Told(
                    "let the proxy take its configuration", () -> systemd.refresh("tocsin-proxy.service")));
        }
        steps.add(started("tocsin.target"));
    }

    private Step started(String unit) {
        var systemd = new Systemd(host);
        return new Step.Seen(
                "start " + unit, Duration.ofSeconds(1), () -> systemd.isActive(unit), () -> systemd.start(unit));
    }
}
