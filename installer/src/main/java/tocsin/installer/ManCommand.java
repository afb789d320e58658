package tocsin.installer;

import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import tocsin.installer.report.Exit;
import tocsin.installer.report.Version;

/** The manual page, from what the commands say of themselves. */
@Command(
        name = "man",
        description = "Prints the manual page: tocsinctl man > /usr/local/share/man/man8/tocsinctl.8",
        hidden = true)
final class ManCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        var out = spec.commandLine().getOut();
        out.print(page(spec.root().commandLine()));
        out.flush();
    }

    private static String page(CommandLine program) {
        var page = new StringBuilder();
        page.append(".TH TOCSINCTL 8 \"\" \"tocsinctl ")
                .append(Version.current())
                .append("\" \"Tocsin\"\n")
                .append(".SH NAME\ntocsinctl \\- installs, checks and runs Tocsin on a host\n")
                .append(".SH SYNOPSIS\n.B tocsinctl\nCOMMAND [OPTION]...\n.SH DESCRIPTION\n");
        description(page, program);
        page.append(".SH COMMANDS\n");
        commands(page, program);
        page.append(".SH EXIT STATUS\n");
        Arrays.stream(Exit.values()).forEach(exit -> page.append(".TP\n.B ")
                .append(exit.code())
                .append('\n')
                .append(exit.meaning())
                .append('\n'));
        page.append(".SH ERRORS\nEach message has a code; `tocsinctl help CODE` explains it.\n");
        return page.toString();
    }

    private static void commands(StringBuilder page, CommandLine parent) {
        parent.getSubcommands().values().stream()
                .filter(command -> !command.getCommandSpec().usageMessage().hidden())
                .forEach(command -> {
                    page.append(".SS ")
                            .append(command.getCommandSpec().qualifiedName(" "))
                            .append('\n');
                    description(page, command);
                    options(page, command);
                    commands(page, command);
                });
    }

    private static void description(StringBuilder page, CommandLine command) {
        for (var line : command.getCommandSpec().usageMessage().description()) {
            page.append(escaped(line)).append("\n.br\n");
        }
    }

    private static void options(StringBuilder page, CommandLine command) {
        var help = new Help(command.getCommandSpec(), Help.defaultColorScheme(Ansi.OFF));
        command.getCommandSpec()
                .positionalParameters()
                .forEach(each -> item(page, each.paramLabel(), List.of(each.description())));
        command.getCommandSpec().options().stream()
                .filter(option -> !option.hidden())
                .forEach(option -> item(
                        page,
                        String.join(", ", option.names())
                                + help.parameterLabelRenderer().renderParameterLabel(option, Ansi.OFF, List.of()),
                        List.of(option.description())));
    }

    private static void item(StringBuilder page, String name, List<String> description) {
        page.append(".TP\n.B ")
                .append(escaped(name))
                .append('\n')
                .append(escaped(String.join(" ", description)))
                .append('\n');
    }

    /** A point or an apostrophe at the start of a line would be an order to roff. */
    private static String escaped(String text) {
        var safe = text.replace("\\", "\\e").replace("-", "\\-");
        return safe.startsWith(".") || safe.startsWith("'") ? "\\&" + safe : safe;
    }
}
