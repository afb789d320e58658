package tocsin.installer;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tocsin.installer.host.Host;
import tocsin.installer.install.Services;
import tocsin.installer.journal.Journal;

@Command(
        name = "restart",
        description = {
            "Starts the other colour of the server, and when it is ready drains and stops the one that served.",
            "No request is lost. Changed settings are in force afterwards; database and proxy go on untouched."
        })
final class RestartCommand extends HostCommand {

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
        var services = new Services(host);
        if (!services.hasServer()) {
            work(host, "restart", Map.of(), services.start());
            return;
        }
        // A switch that was interrupted is finished the way it went, and not turned back.
        var colour = new Journal(host.journal("restart"))
                .unfinished()
                .map(parameters -> parameters.get("colour"))
                .flatMap(Services::colour)
                .orElseGet(() -> services.current().other());
        work(host, "restart", Map.of("colour", colour.text()), services.switchTo(colour));
        report.answer("colour", colour.text());
    }
}
