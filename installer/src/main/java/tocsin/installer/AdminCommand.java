package tocsin.installer;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "admin",
        description = "Lets the first people in, those who have lost their password, and the canary.",
        synopsisSubcommandLabel = "(link | create | reset-password | canary)",
        subcommands = {
            AdminLinkCommand.class,
            AdminCreateCommand.class,
            AdminResetPasswordCommand.class,
            AdminCanaryCommand.class
        })
final class AdminCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "link, create, reset-password or canary?");
    }
}
