package tocsin.installer;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tocsin.installer.host.Host;

@Command(
        name = "create",
        description = "Makes an organization and its owner, who gets a first password that is shown once.")
final class AdminCreateCommand extends HostCommand {

    @Parameters(paramLabel = "EMAIL", description = "Whom the organization belongs to.")
    private String email;

    @Option(names = "--organization", paramLabel = "SLUG", required = true, description = "Its name in addresses.")
    private String organization;

    @Override
    void carryOut(Host host) {
        new Administration(host, report)
                .ask("make the organization " + organization, "organization", "create", organization, "--owner", email);
    }
}
