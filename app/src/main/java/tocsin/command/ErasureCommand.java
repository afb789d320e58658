package tocsin.command;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tocsin.digest.Erasures.Listed;
import tocsin.project.Projects;

@Command(name = "erasure", description = "Erasures: removing all that names a person.")
class ErasureCommand {

    private static final String[] COLUMNS = {
        "id", "kind", "mark", "project", "requested", "progress", "removed", "finished"
    };
    private static final Duration PAUSE = Duration.ofMillis(500);

    @Spec
    private CommandSpec spec;

    @Command(
            description = {
                "Asks for every event that names a person to be removed, with all that belongs to it.",
                "The running instance does it, in the background; numbers of issues stay."
            })
    int create(
            @Mixin Administration administration,
            @Mixin Confirmation confirmation,
            @Parameters(paramLabel = "VALUE", description = "Who: as it stands in events.") String value,
            @Option(names = "--kind", required = true, description = "What VALUE is: id, email, username or ip.")
                    String kind,
            @Option(names = "--organization", paramLabel = "SLUG", required = true) String organization,
            @Option(names = "--project", paramLabel = "SLUG", description = "Of this one; of all without it.")
                    Optional<String> project,
            @Option(
                            names = "--wait",
                            paramLabel = "MINUTES",
                            description = "Waits for the end, and says how far it is.")
                    Optional<Integer> minutes) {
        confirmation.require("events that name " + value);
        // Whose name it was is nobody's business later: the reason does not tell it.
        return administration.show(
                operations -> operations.organizations.in(organization, "asked to erase a person", () -> {
                    var only = project.map(operations.projects::bySlug);
                    var asked = operations.erasures.ask(
                            kind, value, only.map(Projects.Listed::id).orElse(null));
                    return single(
                            minutes.isEmpty() ? asked : awaited(operations, asked, Duration.ofMinutes(minutes.get())));
                }));
    }

    @Command(description = "Lists what was asked for, the newest first, and how far it has come.")
    int list(
            @Mixin Administration administration,
            @Option(names = "--organization", paramLabel = "SLUG", required = true) String organization) {
        return administration.show(operations -> Rows.of(
                operations.organizations.in(organization, "listed the erasures", operations.erasures::newest),
                ErasureCommand::row,
                COLUMNS));
    }

    @Command(description = "Shows how far one has come.")
    int show(
            @Mixin Administration administration,
            @Parameters(paramLabel = "ID") long id,
            @Option(names = "--organization", paramLabel = "SLUG", required = true) String organization) {
        return administration.show(operations ->
                operations.organizations.in(organization, "looked at an erasure", () -> single(found(operations, id))));
    }

    private Listed awaited(Operations operations, Listed asked, Duration most) {
        var until = Instant.now().plus(most);
        var error = spec.commandLine().getErr();
        var now = asked;
        var said = "";
        while (now.finishedAt() == null) {
            var progress = now.progress() + " %, " + now.removed() + " removed";
            if (!progress.equals(said)) {
                error.println(progress);
                error.flush();
                said = progress;
            }
            if (Instant.now().isAfter(until)) {
                throw new CommandRefused(
                        "It is not done yet, and goes on while the instance runs; see: tocsin erasure show "
                                + now.id());
            }
            pause();
            now = found(operations, asked.id());
        }
        return now;
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandRefused("Interrupted; the erasure goes on.");
        }
    }

    private static Listed found(Operations operations, long id) {
        return operations.erasures.find(id).orElseThrow(() -> new CommandRefused("There is no erasure " + id));
    }

    private static Rows single(Listed erasure) {
        return Rows.single(erasure, ErasureCommand::row, COLUMNS);
    }

    private static List<Object> row(Listed erasure) {
        return List.of(
                erasure.id(),
                erasure.kind(),
                erasure.mark(),
                erasure.project() == null ? "all" : erasure.project(),
                erasure.requestedAt(),
                erasure.progress() + "%",
                erasure.removed(),
                erasure.finishedAt() == null ? "" : erasure.finishedAt());
    }
}
