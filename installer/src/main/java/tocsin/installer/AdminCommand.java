package tocsin.installer;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "admin",
        description = "Lets the first people in, and those who have lost their password.",
        synopsisSubcommandLabel = "(create | reset-password)",
        subcommands = {AdminCreateCommand.class, AdminResetPasswordCommand.class})
final class AdminCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "create or reset-password?");
    }
}
