package tocsin.installer;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tocsin.installer.host.Host;
import tocsin.installer.install.Services;

@Command(name = "stop", description = "Stops everything, the proxy first; it starts with the host again.")
final class StopCommand extends HostCommand {

    @Mixin
    private Rehearsal rehearsal;

    @Override
    boolean isRehearsed() {
        return rehearsal.isWanted();
    }

    @Override
    void carryOut(Host host) {
        host.requireInstallation();
        host.requireLife();
        work(host, "stop", Map.of(), new Services(host).stop());
    }
}
