package tocsin.command;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tocsin.sentry.Dsn;

@Command(
        name = "canary",
        description = {
            "Sends an event as a program would, waits until it is found as a person would, and says how long both took.",
            "It needs a server, a DSN and a token that may read events (event:read), and neither settings nor database."
        })
class CanaryCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @Mixin
    private Output output;

    @Option(
            names = "--dsn",
            paramLabel = "DSN",
            defaultValue = "${env:SENTRY_DSN}",
            description = "Where to send. Default: the variable SENTRY_DSN.")
    private String dsn;

    @Option(
            names = "--token",
            paramLabel = "TOKEN",
            defaultValue = "${env:SENTRY_AUTH_TOKEN}",
            description = "Default: the variable SENTRY_AUTH_TOKEN, which others on this host do not see.")
    private String token;

    @Option(
            names = "--project",
            required = true,
            paramLabel = "ORGANIZATION/PROJECT",
            description = "The DSN's project, as addresses name it.")
    private String project;

    @Option(names = "--at", paramLabel = "URL", description = "Where the server is reached, if not at the DSN's host.")
    private Optional<URI> at;

    @Option(names = "--seconds", defaultValue = "30", paramLabel = "N", description = "How long to wait. Default: 30.")
    private int seconds;

    @Override
    public void run() {
        var address = Dsn.parse(required(dsn, "--dsn", "SENTRY_DSN"))
                .orElseThrow(() -> new CommandRefused("--dsn is no DSN: http://<key>@<host>/<project>"));
        var server = at.orElse(address.base());
        if (!List.of("http", "https").contains(server.getScheme())) {
            throw new CommandRefused(server + " is no address of a server: http://<host> or https://<host>");
        }
        var seen = new Canary(server, address, required(token, "--token", "SENTRY_AUTH_TOKEN"), project)
                .flies(Duration.ofSeconds(seconds));
        Rows.single(
                        seen,
                        flown -> List.of(
                                flown.event(),
                                flown.issue(),
                                flown.accepted().toMillis(),
                                flown.found().toMillis()),
                        "event",
                        "issue",
                        "accepted_ms",
                        "found_ms")
                .print(spec, output);
    }

    private static String required(String value, String option, String variable) {
        if (value == null || value.isBlank()) {
            throw new CommandRefused(option + " is missing, and so is the variable " + variable + ".");
        }
        return value;
    }
}
