package tocsin.installer;

import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tocsin.installer.doctor.CanaryCredential;
import tocsin.installer.host.Host;
import tocsin.installer.install.Server;
import tocsin.installer.journal.Step;
import tocsin.installer.report.Code;
import tocsin.installer.report.JsonReader;
import tocsin.installer.report.Refusal;

@Command(
        name = "canary",
        description = {
            "Makes a project and a token for the event that `tocsinctl doctor` sends on its way, once.",
            "The token may read events and nothing else. Both are in /etc/tocsin/credentials/canary, for root alone."
        })
final class AdminCanaryCommand extends HostCommand {

    private static final String SLUG = "canary";

    @Mixin
    private Rehearsal rehearsal;

    @Option(names = "--organization", paramLabel = "SLUG", required = true, description = "Where the project is made.")
    private String organization;

    @Option(
            names = "--user",
            paramLabel = "EMAIL",
            required = true,
            description = "The member whose token it is; it ends when they leave.")
    private String email;

    @Override
    boolean isRehearsed() {
        return rehearsal.isWanted();
    }

    @Override
    void carryOut(Host host) {
        host.requireInstallation();
        var credential = new CanaryCredential(host);
        var step = new Step.Seen(
                "make the canary's project and token, and store them in " + host.seen(credential.file()),
                () -> Files.isRegularFile(credential.file()),
                () -> credential.write(dsn(host), token(host), organization + "/" + SLUG));
        work(host, "canary", Map.of("organization", organization, "user", email), List.of(step));
    }

    /** Of the project that an earlier try has made, if there was one. */
    private String dsn(Host host) {
        var server = new Server(host);
        var keys = server.run("key", "list", "--organization", organization, "--project", SLUG, "--json");
        if (keys.isGood()) {
            var known = JsonReader.objects(keys.output());
            if (!known.isEmpty() && known.getFirst().get("dsn") instanceof String dsn) {
                return dsn;
            }
        }
        return text(
                host, "dsn", "project", "create", SLUG, "--organization", organization, "--name", "Canary", "--json");
    }

    private String token(Host host) {
        return text(
                host,
                "token",
                "token",
                "create",
                "--organization",
                organization,
                "--user",
                email,
                "--name",
                "tocsinctl doctor",
                "--scope",
                "event:read",
                "--json");
    }

    private static String text(Host host, String wanted, String... command) {
        var outcome = new Server(host).run(command);
        if (outcome.isGood()
                && JsonReader.read(outcome.output()) instanceof Map<?, ?> answer
                && answer.get(wanted) instanceof String text) {
            return text;
        }
        throw new Refusal(
                Code.E308,
                "could not make the canary's " + (wanted.equals("dsn") ? "project: " : "token: ") + outcome.lastLine(),
                "Put right what it says and run the same command again.");
    }
}
