package tocsin.command;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tocsin.project.ProjectKeys.Listed;

@Command(name = "key", description = "Keys of a project: what a DSN is made of.")
class KeyCommand {

    private static final String[] COLUMNS = {"id", "label", "dsn", "active"};

    /** The project that a key belongs to. */
    static class Owner {

        @Option(names = "--organization", paramLabel = "SLUG", required = true)
        private String organization;

        @Option(names = "--project", paramLabel = "SLUG", required = true)
        private String project;

        <T> T on(Operations operations, String reason, Function<Long, T> work) {
            return operations.organizations.in(
                    organization,
                    reason + " of " + project,
                    () -> work.apply(operations.projects.bySlug(project).id()));
        }
    }

    @Command(description = "Makes another key.")
    int create(
            @Mixin Administration administration,
            @Mixin Owner owner,
            @Option(names = "--label", description = "What the key is for.") Optional<String> label) {
        return administration.show(operations -> single(
                owner.on(operations, "created a key", project -> operations.keys.create(project, label.orElse("")))));
    }

    @Command(description = "Lists the keys of a project.")
    int list(@Mixin Administration administration, @Mixin Owner owner) {
        return administration.show(operations ->
                Rows.of(owner.on(operations, "listed the keys", operations.keys::list), KeyCommand::row, COLUMNS));
    }

    @Command(description = "Gives a key another label.")
    int change(
            @Mixin Administration administration,
            @Mixin Owner owner,
            @Parameters(paramLabel = "ID") long id,
            @Option(names = "--label", required = true, description = "What the key is for.") String label) {
        return administration.show(operations ->
                single(owner.on(operations, "renamed a key", project -> operations.keys.rename(project, id, label))));
    }

    @Command(description = "Makes a new key and disables this one, which can be enabled while programs change over.")
    int rotate(@Mixin Administration administration, @Mixin Owner owner, @Parameters(paramLabel = "ID") long id) {
        return administration.show(operations ->
                single(owner.on(operations, "rotated a key", project -> operations.keys.rotate(project, id))));
    }

    @Command(description = "Refuses whoever sends with this key.")
    int disable(@Mixin Administration administration, @Mixin Owner owner, @Parameters(paramLabel = "ID") long id) {
        return administration.show(operations ->
                single(owner.on(operations, "disabled a key", project -> operations.keys.disable(project, id))));
    }

    @Command(description = "Takes events with this key again.")
    int enable(@Mixin Administration administration, @Mixin Owner owner, @Parameters(paramLabel = "ID") long id) {
        return administration.show(operations ->
                single(owner.on(operations, "enabled a key", project -> operations.keys.enable(project, id))));
    }

    @Command(description = "Deletes a key.")
    int delete(@Mixin Administration administration, @Mixin Owner owner, @Parameters(paramLabel = "ID") long id) {
        return administration.say(
                "The key is deleted.",
                operations -> owner.on(operations, "deleted a key", project -> {
                    operations.keys.delete(project, id);
                    return null;
                }));
    }

    private static Rows single(Listed key) {
        return Rows.single(key, KeyCommand::row, COLUMNS);
    }

    private static List<Object> row(Listed key) {
        return List.of(key.id(), key.label(), key.dsn(), key.active());
    }
}
