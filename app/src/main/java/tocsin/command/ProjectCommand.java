package tocsin.command;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tocsin.project.Projects.Listed;

@Command(name = "project", description = "Projects: the programs of an organization that are watched.")
class ProjectCommand {

    private static final String[] COLUMNS = {"id", "slug", "name", "platform", "active"};

    @Command(description = "Makes a project with its first key.")
    int create(
            @Mixin Administration administration,
            @Parameters(paramLabel = "SLUG", description = "Its name in addresses.") String slug,
            @Option(names = "--organization", paramLabel = "SLUG", required = true) String organization,
            @Option(names = "--name", description = "Its name for people; without it the slug.") Optional<String> name,
            @Option(
                            names = "--platform",
                            defaultValue = "other",
                            description = "What it is written in, as in SDKs' names.")
                    String platform) {
        return administration.show(
                operations -> operations.organizations.in(organization, "created the project " + slug, () -> {
                    var project = operations.projects.create(slug, name.orElse(slug), platform, Set.of());
                    var key = operations.keys.list(project.id()).getFirst();
                    return Rows.single(
                            project,
                            made -> List.of(made.id(), made.slug(), made.name(), key.dsn()),
                            "id",
                            "slug",
                            "name",
                            "dsn");
                }));
    }

    @Command(description = "Lists the projects of an organization.")
    int list(
            @Mixin Administration administration,
            @Option(names = "--organization", paramLabel = "SLUG", required = true) String organization) {
        return administration.show(operations -> Rows.of(
                operations.organizations.in(organization, "listed the projects", operations.projects::list),
                ProjectCommand::row,
                COLUMNS));
    }

    @Command(description = "Gives a project another name, slug or platform.")
    int change(
            @Mixin Administration administration,
            @Parameters(paramLabel = "SLUG") String slug,
            @Option(names = "--organization", paramLabel = "SLUG", required = true) String organization,
            @Option(names = "--name") Optional<String> name,
            @Option(names = "--slug", paramLabel = "SLUG") Optional<String> changed,
            @Option(names = "--platform") Optional<String> platform) {
        return administration.show(
                operations -> operations.organizations.in(organization, "changed the project " + slug, () -> {
                    var before = operations.projects.bySlug(slug);
                    return Rows.single(
                            operations.projects.change(
                                    before.id(),
                                    changed.orElse(slug),
                                    name.orElse(before.name()),
                                    platform.orElse(before.platform())),
                            ProjectCommand::row,
                            COLUMNS);
                }));
    }

    @Command(description = "Takes no more events; what is there can be read.")
    int disable(
            @Mixin Administration administration,
            @Parameters(paramLabel = "SLUG") String slug,
            @Option(names = "--organization", paramLabel = "SLUG", required = true) String organization) {
        return administration.say(
                slug + " is disabled.",
                operations -> on(operations, organization, slug, "disabled", operations.projects::disable));
    }

    @Command(description = "Takes events again.")
    int enable(
            @Mixin Administration administration,
            @Parameters(paramLabel = "SLUG") String slug,
            @Option(names = "--organization", paramLabel = "SLUG", required = true) String organization) {
        return administration.say(
                slug + " is enabled.",
                operations -> on(operations, organization, slug, "enabled", operations.projects::enable));
    }

    @Command(description = "Deletes a project with its issues and events. There is no way back.")
    int delete(
            @Mixin Administration administration,
            @Mixin Confirmation confirmation,
            @Parameters(paramLabel = "SLUG") String slug,
            @Option(names = "--organization", paramLabel = "SLUG", required = true) String organization) {
        confirmation.require("project " + slug + " with its issues and events");
        return administration.say(
                slug + " is deleted.",
                operations -> on(operations, organization, slug, "deleted", operations.projects::delete));
    }

    private static void on(Operations operations, String organization, String slug, String what, LongConsumer change) {
        operations.organizations.in(organization, what + " the project " + slug, () -> {
            change.accept(operations.projects.bySlug(slug).id());
            return null;
        });
    }

    private static List<Object> row(Listed project) {
        return List.of(project.id(), project.slug(), project.name(), project.platform(), project.active());
    }
}
