package tocsin.installer;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tocsin.installer.host.Host;
import tocsin.installer.install.Removal;

@Command(
        name = "uninstall",
        description = {
            "Takes programs and services away. Data, settings and secrets stay, and an installation finds them again.",
            "With --purge they go too, and there is no way back."
        })
final class UninstallCommand extends HostCommand {

    @Mixin
    private Rehearsal rehearsal;

    @Option(
            names = "--purge",
            description = "Also removes all events, backups on this host, settings, secrets and accounts.")
    private boolean purge;

    @Override
    boolean isRehearsed() {
        return rehearsal.isWanted();
    }

    @Override
    void carryOut(Host host) {
        work(host, "uninstall", Map.of("purge", String.valueOf(purge)), new Removal(host, purge).steps());
        if (!isRehearsed() && !purge) {
            report.say("Data and settings stay in /var/lib/tocsin and /etc/tocsin.");
        }
    }
}
