package tocsin.installer;

import picocli.CommandLine.Command;
import tocsin.installer.host.Host;
import tocsin.installer.settings.SettingsFile;

@Command(name = "check", description = "Checks names and values in the file of settings, by the server's own rules.")
final class ConfigCheckCommand extends HostCommand {

    @Override
    void carryOut(Host host) {
        var file = SettingsFile.read(host.settings());
        report.found(file.findings());
        if (report.findings().isEmpty()) {
            report.say("All " + file.values().size() + " settings make sense.");
        }
    }
}
