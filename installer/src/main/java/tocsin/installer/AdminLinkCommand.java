package tocsin.installer;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import tocsin.installer.host.Host;

@Command(
        name = "link",
        description = {
            "Makes a link that is good once and for a day: whoever opens it becomes administrator, with an account, an"
                    + " organization and a project of their own.",
            "An earlier link works no more."
        })
final class AdminLinkCommand extends HostCommand {

    @Option(names = "--again", description = "Also where there is an administrator already.")
    private boolean again;

    @Override
    void carryOut(Host host) {
        var command = new ArrayList<>(List.of("admin", "link"));
        if (again) {
            command.add("--again");
        }
        new Administration(host, report).ask("issue a link", command.toArray(String[]::new));
    }
}
