package tocsin.installer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Map;
import picocli.CommandLine.Command;
import tocsin.config.Option;
import tocsin.installer.host.Host;
import tocsin.installer.settings.SettingsFile;

@Command(name = "diff", description = "Shows what is set otherwise than it was shipped.")
final class ConfigDiffCommand extends HostCommand {

    @Override
    void carryOut(Host host) {
        var differences = new ArrayList<Map<String, Object>>();
        SettingsFile.read(host.settings()).values().forEach((name, value) -> {
            var option = Arrays.stream(Option.values())
                    .filter(each -> each.environmentName().equals(name))
                    .findFirst();
            var shipped = option.flatMap(Option::byDefault).orElse("");
            if (!value.equals(shipped)) {
                var shown = option.filter(Option::isSecret).isPresent() ? "********" : value;
                differences.add(Map.of("name", name, "value", shown, "shipped", shipped));
                report.say(name + "=" + shown + "  # shipped: " + (shipped.isEmpty() ? "not set" : shipped));
            }
        });
        report.answer("differences", differences);
    }
}
