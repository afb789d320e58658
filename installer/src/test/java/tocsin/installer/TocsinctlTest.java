package tocsin.installer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import tocsin.installer.host.Processes;
import tocsin.installer.report.Exit;

class TocsinctlTest {

    @TempDir
    Path directory;

    static Stream<CommandLine> commands() {
        return below(Tocsinctl.commandLine(new PrintWriter(System.out)));
    }

    private static Stream<CommandLine> below(CommandLine command) {
        return Stream.concat(
                Stream.of(command), command.getSubcommands().values().stream().flatMap(TocsinctlTest::below));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandAndEveryOptionSaysWhatItIsFor(CommandLine command) {
        var spec = command.getCommandSpec();

        assertThat(spec.usageMessage().description()).as(spec.qualifiedName()).isNotEmpty();
        assertThat(spec.options()).allSatisfy(option -> assertThat(option.description())
                .as(spec.qualifiedName() + " " + option.longestName())
                .isNotEmpty());
    }

    @Test
    void theHelpNamesEveryExitCode() {
        var help = Answer.to("--help").out();

        assertThat(Exit.values())
                .allSatisfy(exit -> assertThat(help).containsIgnoringWhitespaces(exit.code() + exit.meaning()));
    }

    @Test
    void aWrongCommandLineIsAnsweredInJsonWhereJsonWasAskedFor() {
        var answer = Answer.to("verify", "--no-such-option", "--json");

        assertThat(answer.exitCode()).isEqualTo(2);
        assertThat(answer.codes()).containsExactly("E901");
        assertThat(answer.json().at("/ok").asBoolean(true)).isFalse();
    }

    @Test
    void aMisspeltCommandIsRefusedInWords() {
        var answer = Answer.to("verfiy");

        assertThat(answer.exitCode()).isEqualTo(2);
        assertThat(answer.error()).contains("E901").contains("verify");
        assertThat(answer.out()).isEmpty();
    }

    @Test
    void thePageAboutACodeIsShown() {
        var answer = Answer.to("help", "E204");

        assertThat(answer.exitCode()).isZero();
        assertThat(answer.out()).startsWith("# E204").contains("## Remedy");
    }

    @Test
    void aCodeThatDoesNotExistIsAWrongCommandLine() {
        assertThat(Answer.to("help", "E999").exitCode()).isEqualTo(2);
    }

    @Test
    void bashUnderstandsTheCompletion() throws IOException {
        var script = directory.resolve("tocsinctl.bash");
        Files.writeString(script, Answer.to("generate-completion").out());

        var outcome = Processes.run(
                "bash",
                "-c",
                ". " + script + "; COMP_WORDS=(tocsinctl veri); COMP_CWORD=1; "
                        + "_complete_tocsinctl; echo \"${COMPREPLY[@]}\"");

        assertThat(outcome.output().strip()).as(outcome.error()).isEqualTo("verify");
    }

    @Test
    void theManualPageHasEveryCommand() {
        var page = Answer.to("man").out();

        assertThat(page).startsWith(".TH TOCSINCTL 8");
        assertThat(page)
                .contains(".SS tocsinctl verify")
                .contains("\\-\\-root\\-key")
                .contains(".SH EXIT STATUS");
    }
}
