package tocsin.installer;

import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tocsin.installer.host.Host;

@Command(
        name = "reset-password",
        description = "Gives a new password, which is shown once; every session of the person ends.")
final class AdminResetPasswordCommand extends HostCommand {

    @Parameters(paramLabel = "EMAIL", description = "Whose password it is.")
    private String email;

    @Override
    void carryOut(Host host) {
        new Administration(host, report).ask("give " + email + " a new password", "user", "password", email);
    }
}
