package tocsin.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an operator types beside a server that runs: a process of its own, on the same database. */
class CommandIT {

    @TempDir
    Path data;

    @Test
    void aCommandChangesWhatTheServerServes() throws Exception {
        try (var tocsin = Tocsin.on(data)) {
            var made = done(Tocsin.command(
                    Tocsin.log(),
                    "team",
                    "create",
                    "crew",
                    "--organization",
                    "acme",
                    "--json",
                    "--data",
                    data.toString()));

            assertThat(Tocsin.JSON.readTree(made).required("slug").asText()).isEqualTo("crew");
            assertThat(tocsin.api("/api/v1/organizations/acme/teams").findValuesAsText("slug"))
                    .contains("crew");
        }
    }

    @Test
    void aCommandThatIsRefusedSaysWhyAndPrintsNothingElse() throws Exception {
        try (var tocsin = Tocsin.on(data)) {
            var log = Tocsin.log();
            var refused = Tocsin.command(log, "user", "disable", tocsin.address.email(), "--data", data.toString());

            assertThat(refused.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(refused.exitValue()).isEqualTo(1);
            assertThat(refused.getInputStream().readAllBytes()).isEmpty();
            assertThat(Files.readString(log))
                    .contains("tocsin: " + tocsin.address.email() + " is the last owner of acme");
            assertThat(tocsin.get("/api/0/").statusCode()).isEqualTo(200);
        }
    }

    private static byte[] done(Process command) throws Exception {
        var answer = command.getInputStream().readAllBytes();
        assertThat(command.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(command.exitValue()).isZero();
        return answer;
    }
}
