package tocsin.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class TocsinTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter error = new StringWriter();

    @Test
    void everyCommandExplainsItself() {
        for (var words : commands(Tocsin.commandLine(), List.of())) {
            out.getBuffer().setLength(0);
            var help = new ArrayList<>(words);
            help.add("--help");

            assertThat(execute(help.toArray(String[]::new)))
                    .as(words.toString())
                    .isZero();
            assertThat(out.toString())
                    .as(words.toString())
                    .contains("Usage: tocsin " + String.join(" ", words))
                    .contains("Exit codes:");
        }
    }

    @Test
    void everyCommandOfTheContractIsThere() {
        assertThat(commands(Tocsin.commandLine(), List.of()).stream().map(words -> String.join(" ", words)))
                .contains(
                        "run",
                        "serve",
                        "migrate status",
                        "migrate expand",
                        "migrate contract",
                        "config",
                        "doctor",
                        "database",
                        "canary",
                        "organization create",
                        "organization list",
                        "organization change",
                        "organization disable",
                        "organization enable",
                        "organization delete",
                        "project create",
                        "project list",
                        "project change",
                        "project disable",
                        "project enable",
                        "project delete",
                        "key create",
                        "key list",
                        "key rotate",
                        "key change",
                        "key disable",
                        "key enable",
                        "key delete",
                        "user create",
                        "user list",
                        "user password",
                        "user change",
                        "user disable",
                        "user enable",
                        "user delete",
                        "team create",
                        "team list",
                        "team change",
                        "team delete",
                        "team add-member",
                        "team remove-member",
                        "team add-project",
                        "team remove-project",
                        "token create",
                        "token list",
                        "token revoke");
    }

    @Test
    void theVersionTellsCommitTimeAndTrain() {
        assertThat(execute("--version")).isZero();

        assertThat(out.toString().lines())
                .satisfiesExactly(
                        version -> assertThat(version).matches("tocsin \\d+\\.\\d+\\.\\d+.*"),
                        commit -> assertThat(commit).matches("commit ([0-9a-f]{40}|unknown)"),
                        time -> assertThat(time).matches("built (\\d{4}-\\d\\d-\\d\\dT[0-9:]{8}Z|unknown)"),
                        train -> assertThat(train).matches("train \\w+"));
    }

    @Test
    void aMisspeltCommandIsAnsweredWithTheRightOne() {
        assertThat(execute("projekt", "list")).isEqualTo(2);

        assertThat(error.toString()).contains("Did you mean").contains("project");
    }

    @Test
    void aWrongPortIsRefusedBeforeAnythingStarts() {
        assertThat(execute("run", "--port", "eighty")).isEqualTo(2);

        assertThat(error.toString()).contains("--port must be a port from 1 to 65535");
    }

    @Test
    void whatCannotBeUndoneWantsAYes() {
        assertThat(execute("organization", "delete", "acme")).isEqualTo(2);

        assertThat(error.toString()).contains("for ever").contains("--yes");
    }

    @Test
    void theConfigurationIsListedForProgramsToo() {
        assertThat(execute("config", "--json")).isZero();

        assertThat(out.toString())
                .startsWith("[")
                .contains("\"name\" : \"TOCSIN_URL\"")
                .contains("\"source\"");
    }

    private int execute(String... words) {
        return Tocsin.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(error, true))
                .execute(words);
    }

    private static List<List<String>> commands(CommandLine command, List<String> words) {
        var all = new ArrayList<List<String>>();
        command.getSubcommands().forEach((name, sub) -> {
            var path = new ArrayList<>(words);
            path.add(name);
            all.add(path);
            all.addAll(commands(sub, path));
        });
        return all;
    }
}
