package tocsin.installer;

import java.util.LinkedHashMap;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tocsin.config.Credentials;
import tocsin.config.Option;
import tocsin.installer.host.Host;
import tocsin.installer.settings.SettingsFile;

@Command(name = "get", description = "Shows settings with their values, secrets hidden; without names all of them.")
final class ConfigGetCommand extends HostCommand {

    @Parameters(paramLabel = "NAME", description = "Such as TOCSIN_URL.")
    private List<String> names = List.of();

    @Override
    void carryOut(Host host) {
        var values = SettingsFile.read(host.settings()).values();
        var shown = new LinkedHashMap<String, Object>();
        for (var option : SettingNames.named(names)) {
            var value = values.getOrDefault(option.environmentName(), "");
            var isSet = !value.isEmpty() || isStored(host, option);
            var text = isSet
                    ? option.isSecret() ? "********" : value
                    : option.byDefault().orElse("");
            shown.put(option.environmentName(), text);
            report.say(option.environmentName() + "=" + text + (isSet ? "" : "  # by default"));
        }
        report.answer("settings", shown);
    }

    private static boolean isStored(Host host, Option option) {
        return option.isSecret()
                && host.credentials()
                                .resolve(Credentials.fileName(option))
                                .toFile()
                                .length()
                        > 0;
    }
}
