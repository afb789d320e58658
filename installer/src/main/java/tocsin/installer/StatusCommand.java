package tocsin.installer;

import java.util.ArrayList;
import java.util.Map;
import picocli.CommandLine.Command;
import tocsin.config.Option;
import tocsin.installer.doctor.Interruptions;
import tocsin.installer.host.Host;
import tocsin.installer.host.Systemd;
import tocsin.installer.install.Server;
import tocsin.installer.install.Services;
import tocsin.installer.report.Code;
import tocsin.installer.report.Finding;
import tocsin.installer.settings.SettingsFile;

@Command(name = "status", description = "Shows the installed release, what runs, and what was left unfinished.")
final class StatusCommand extends HostCommand {

    @Override
    void carryOut(Host host) {
        report.found(new Interruptions(host).findings());
        host.requireInstallation();
        var release = host.release();
        var url = SettingsFile.read(host.settings()).values().getOrDefault(Option.URL.environmentName(), "");
        report.answer("release", release);
        report.answer("url", url);
        report.say("Tocsin " + release + (url.isEmpty() ? "" : " at " + url));
        var systemd = new Systemd(host);
        var services = new Services(host);
        var answer = new ArrayList<Map<String, Object>>();
        for (var unit : services.units()) {
            var isActive = systemd.isActive(unit);
            answer.add(Map.of("unit", unit, "active", isActive, "enabled", systemd.isEnabled(unit)));
            report.say("  " + unit + "  " + (isActive ? "runs" : "does not run"));
            if (!isActive && host.isLive()) {
                report.found(Finding.error(
                        Code.E305,
                        unit + " does not run",
                        "`tocsinctl start` starts it, `tocsinctl logs` tells why it ended."));
            }
        }
        report.answer("services", answer);
        if (services.hasServer() && host.isLive()) {
            var isReady = new Server(host).isReady(services.current());
            report.answer("colour", services.current().text());
            report.answer("ready", isReady);
            report.say("  " + services.current().text() + " is " + (isReady ? "ready" : "not ready"));
        }
    }
}
