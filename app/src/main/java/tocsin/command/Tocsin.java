package tocsin.command;

import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.List;
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
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:refused or failed; the message says why", "2:a wrong command line or setting"})
public class Tocsin {

    private static final List<Class<?>> COMMANDS = List.of(
            RunCommand.class,
            ServeCommand.class,
            MigrateCommand.class,
            ConfigCommand.class,
            DoctorCommand.class,
            DatabaseCommand.class,
            AdminCommand.class,
            OrganizationCommand.class,
            UserCommand.class,
            TeamCommand.class,
            ProjectCommand.class,
            KeyCommand.class,
            SensorCommand.class,
            TokenCommand.class,
            ErasureCommand.class,
            CanaryCommand.class,
            HealthCommand.class,
            HandbookCommand.class);

    public static void main(String... arguments) {
        System.exit(commandLine(CommandLine.defaultFactory(), meant(arguments)).execute(arguments));
    }

    static CommandLine commandLine() {
        return commandLine(CommandLine.defaultFactory());
    }

    /** With commands whose parts the factory makes. */
    static CommandLine commandLine(IFactory factory) {
        return commandLine(factory, COMMANDS);
    }

    private static CommandLine commandLine(IFactory factory, List<Class<?>> commands) {
        var tocsin = new CommandLine(new Tocsin(), factory);
        commands.forEach(tocsin::addSubcommand);
        return tocsin.setUsageHelpAutoWidth(true).setExecutionExceptionHandler(new Refusals());
    }

    /** The command that the first word names, alone: to read all of them takes a good part of a start. */
    private static List<Class<?>> meant(String... arguments) {
        var named = COMMANDS.stream()
                .filter(command -> arguments.length > 0
                        && command.getAnnotation(Command.class).name().equals(arguments[0]))
                .toList();
        return named.isEmpty() ? COMMANDS : named;
    }
}
