package tocsin.installer;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tocsin.installer.report.Code;
import tocsin.installer.report.Exit;
import tocsin.installer.report.Finding;
import tocsin.installer.report.Report;
import tocsin.installer.report.Version;

/** The executable. */
@Command(
        name = "tocsinctl",
        description = {
            "Installs, checks and runs Tocsin on a host.",
            "Every command can be repeated: what is done is left alone, and what was interrupted goes on."
        },
        synopsisSubcommandLabel = "COMMAND",
        versionProvider = Version.class,
        scope = CommandLine.ScopeType.INHERIT,
        mixinStandardHelpOptions = true,
        usageHelpAutoWidth = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:failed; the message says why, and the same command goes on where it stopped",
            "2:a wrong command line or setting",
            "3:findings that forbid it; nothing was changed",
            "4:not an installation, or what was asked for is not there",
            "5:another tocsinctl runs",
            "6:a bad signature or bad content",
            "7:needs root"
        },
        subcommands = {
            PreflightCommand.class,
            InstallCommand.class,
            StatusCommand.class,
            StartCommand.class,
            StopCommand.class,
            RestartCommand.class,
            LogsCommand.class,
            UninstallCommand.class,
            BackupCommand.class,
            RestoreCommand.class,
            KeepLogCommand.class,
            ConfigCommand.class,
            AdminCommand.class,
            CertificateCommand.class,
            VerifyCommand.class,
            DoctorCommand.class,
            SupportBundleCommand.class,
            HelpCommand.class,
            ManCommand.class,
            GenerateCompletion.class
        })
public final class Tocsinctl implements Runnable {

    @Spec
    private CommandSpec spec;

    public static void main(String... arguments) {
        var out = new PrintWriter(new PrintStream(System.out, false, StandardCharsets.UTF_8), false);
        System.exit(commandLine(out).execute(arguments));
    }

    /** The command line, answering on {@code out}. */
    static CommandLine commandLine(PrintWriter out) {
        return new CommandLine(new Tocsinctl())
                .setOut(out)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(Tocsinctl::wrongCommandLine);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command?");
    }

    /** Programs that ask for JSON get JSON, also when they asked wrongly. */
    private static int wrongCommandLine(ParameterException wrong, String[] arguments) {
        var command = wrong.getCommandLine();
        var remedy = "`" + command.getCommandSpec().qualifiedName() + " --help` tells what there is.";
        var report = new Report(command.getCommandSpec().qualifiedName(" "));
        report.found(Finding.error(Code.E901, wrong.getMessage(), remedy));
        if (List.of(arguments).contains("--json")) {
            command.getOut().println(report.json());
            command.getOut().flush();
        } else {
            command.getErr().println(report.text(false));
            CommandLine.UnmatchedArgumentException.printSuggestions(wrong, command.getErr());
        }
        return Exit.USAGE.code();
    }
}
