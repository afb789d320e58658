package tocsin.installer;

import java.util.Arrays;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import tocsin.installer.host.Host;
import tocsin.installer.report.Code;
import tocsin.installer.report.HelpPages;

@Command(name = "help", description = "Shows the page about a code, such as E108, or lists all codes.")
final class HelpCommand extends HostCommand {

    @Parameters(arity = "0..1", paramLabel = "CODE", description = "The code, as in a message.")
    private Code code;

    @Override
    void carryOut(Host host) {
        if (code != null) {
            report.answer("page", HelpPages.of(code));
            report.say(HelpPages.of(code).strip());
            return;
        }
        report.answer("codes", Arrays.stream(Code.values()).map(Code::name).toList());
        for (var each : Code.values()) {
            report.say(each + "  " + each.title());
        }
    }
}
