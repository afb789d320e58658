package tocsin.installer;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tocsin.installer.host.Host;
import tocsin.installer.install.Services;

@Command(name = "start", description = "Starts what does not run, and comes back when it is ready.")
final class StartCommand extends HostCommand {

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
        work(host, "start", Map.of(), new Services(host).start());
    }
}
