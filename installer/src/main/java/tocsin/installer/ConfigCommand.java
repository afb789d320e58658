package tocsin.installer;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "config",
        description = "Shows, changes and checks the settings in /etc/tocsin/tocsin.env.",
        synopsisSubcommandLabel = "(get | set | diff | check | shipped)",
        subcommands = {
            ConfigGetCommand.class,
            ConfigSetCommand.class,
            ConfigDiffCommand.class,
            ConfigCheckCommand.class,
            ConfigShippedCommand.class
        })
final class ConfigCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "get, set, diff, check or shipped?");
    }
}
