package tocsin.installer;

import picocli.CommandLine.Command;
import tocsin.installer.host.Host;
import tocsin.installer.settings.ShippedSettings;

@Command(name = "shipped", description = "Prints the file of settings as it is shipped, with every option documented.")
final class ConfigShippedCommand extends HostCommand {

    @Override
    void carryOut(Host host) {
        report.answer("text", ShippedSettings.text());
        report.say(ShippedSettings.text().stripTrailing());
    }
}
