package tocsin.command;

import io.quarkus.runtime.annotations.QuarkusMain;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IFactory;

/** The executable. It reads the command line before anything else, so that help and version answer at once. */
@QuarkusMain
@Command(
        name = "tocsin",
        description = {"An error and event tracker that a company can own.", "To begin: tocsin run"},
        synopsisSubcommandLabel = "COMMAND",
        versionProvider = BuildVersion.class,
        scope = CommandLine.ScopeType.INHERIT,
        mixinStandardHelpOptions = true,
        subcommands = {
            RunCommand.class,
            ServeCommand.class,
            MigrateCommand.class,
            ConfigCommand.class,
            DoctorCommand.class,
            OrganizationCommand.class,
            UserCommand.class,
            TeamCommand.class,
            ProjectCommand.class,
            KeyCommand.class,
            TokenCommand.class,
            HealthCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:refused or failed; the message says why", "2:a wrong command line or setting"})
public class Tocsin {

    public static void main(String... arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return commandLine(CommandLine.defaultFactory());
    }

    /** With commands whose parts the factory makes. */
    static CommandLine commandLine(IFactory factory) {
        return new CommandLine(new Tocsin(), factory)
                .setUsageHelpAutoWidth(true)
                .setExecutionExceptionHandler(new Refusals());
    }
}
