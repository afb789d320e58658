package tocsin.installer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tocsin.installer.host.Host;
import tocsin.installer.host.Processes;

@Command(name = "logs", description = "Shows what the services have said, the newest last.")
final class LogsCommand extends HostCommand {

    @Option(
            names = "--service",
            paramLabel = "UNIT",
            defaultValue = "tocsin*",
            description = "Such as tocsin-proxy or tocsin@blue; without it all.")
    private String service;

    @Option(names = "--lines", paramLabel = "COUNT", defaultValue = "200", description = "How many; 200 without it.")
    private int lines;

    @Option(names = "--since", paramLabel = "TIME", description = "Only newer ones: today, -1h, 2026-11-22 08:00.")
    private String since;

    @Override
    void carryOut(Host host) {
        host.requireInstallation();
        var command = new ArrayList<>(List.of(
                "journalctl", "--no-pager", "--quiet", "--output=short-iso", "--unit=" + service, "--lines=" + lines));
        if (!host.isLive()) {
            command.add("--root=" + host.root());
        }
        if (since != null) {
            command.add("--since=" + since);
        }
        var said = Processes.demand(command, Map.of(), "").lines().toList();
        report.answer("lines", said);
        said.forEach(report::say);
    }
}
