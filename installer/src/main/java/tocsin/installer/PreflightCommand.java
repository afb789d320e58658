package tocsin.installer;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tocsin.installer.host.Host;

@Command(
        name = "preflight",
        description = "Looks whether this host can take an installation, says everything at once, and changes nothing.")
final class PreflightCommand extends HostCommand {

    @Mixin
    private Order order;

    @Override
    void carryOut(Host host) {
        report.found(order.preflight(host));
        if (!report.isForbidden()) {
            report.say("This host can take Tocsin.");
        }
    }
}
