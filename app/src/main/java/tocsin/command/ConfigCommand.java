package tocsin.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tocsin.config.Setting;
import tocsin.config.Settings;

@Command(
        name = "config",
        description = {
            "Lists every option with its value and where the value comes from. Secrets are hidden.",
            "Options are environment variables; what each one means is written in app/doc/configuration.md."
        })
class ConfigCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Mixin
    private Output output;

    @Override
    public void run() {
        var settings = Settings.of(System.getenv()).all();
        if (output.isJson()) {
            var list = JsonNodeFactory.instance.arrayNode();
            settings.forEach(setting -> list.addObject()
                    .put("name", setting.option().environmentName())
                    .put("value", setting.shown())
                    .put("source", setting.source())
                    .put("secret", setting.option().isSecret())
                    .put("help", setting.option().help()));
            output.print(spec, list);
        } else {
            output.print(
                    spec,
                    List.of("OPTION", "VALUE", "SOURCE"),
                    settings.stream().map(ConfigCommand::row).toList());
        }
    }

    private static List<String> row(Setting setting) {
        return List.of(setting.option().environmentName(), setting.shown(), setting.source());
    }
}
