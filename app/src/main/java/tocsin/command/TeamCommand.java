package tocsin.command;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tocsin.account.Members.Member;
import tocsin.account.Teams.Listed;

@Command(name = "team", description = "Teams: people who look after projects together.")
class TeamCommand {

    private static final String[] COLUMNS = {"slug", "name", "members", "projects"};

    /** The organization that a team belongs to. */
    static class Owner {

        @Option(names = "--organization", paramLabel = "SLUG", required = true)
        private String organization;

        /** Shows the team as it is after the work. */
        Rows change(Operations operations, String slug, String reason, Runnable work) {
            return operations.organizations.in(organization, reason, () -> {
                work.run();
                return Rows.single(operations.teams.get(slug), team -> row(operations, team), COLUMNS);
            });
        }
    }

    @Command(description = "Makes a team, with nobody in it yet.")
    int create(
            @Mixin Administration administration,
            @Mixin Owner owner,
            @Parameters(paramLabel = "SLUG", description = "Its name in addresses.") String slug,
            @Option(names = "--name", description = "Its name for people; without it the slug.")
                    Optional<String> name) {
        return administration.show(operations -> owner.change(
                operations, slug, "created the team " + slug, () -> operations.teams.create(slug, name.orElse(slug))));
    }

    @Command(description = "Lists the teams of an organization, with their people and projects.")
    int list(@Mixin Administration administration, @Mixin Owner owner) {
        return administration.show(operations -> operations.organizations.in(
                owner.organization,
                "listed the teams",
                () -> Rows.of(operations.teams.list(), team -> row(operations, team), COLUMNS)));
    }

    @Command(description = "Gives a team another name or another slug.")
    int change(
            @Mixin Administration administration,
            @Mixin Owner owner,
            @Parameters(paramLabel = "SLUG") String slug,
            @Option(names = "--name") Optional<String> name,
            @Option(names = "--slug", paramLabel = "SLUG") Optional<String> changed) {
        return administration.show(operations -> owner.change(
                operations,
                changed.orElse(slug),
                "changed the team " + slug,
                () -> operations.teams.change(
                        slug,
                        changed.orElse(slug),
                        name.orElseGet(() -> operations.teams.get(slug).name()))));
    }

    @Command(description = "Deletes a team; its people and projects stay.")
    int delete(
            @Mixin Administration administration,
            @Mixin Confirmation confirmation,
            @Mixin Owner owner,
            @Parameters(paramLabel = "SLUG") String slug) {
        confirmation.require("team " + slug);
        return administration.say(
                slug + " is deleted.",
                operations -> operations.organizations.in(owner.organization, "deleted the team " + slug, () -> {
                    operations.teams.delete(slug);
                    return null;
                }));
    }

    @Command(name = "add-member", description = "Puts a member of the organization into a team.")
    int addMember(
            @Mixin Administration administration,
            @Mixin Owner owner,
            @Parameters(paramLabel = "SLUG") String slug,
            @Parameters(paramLabel = "EMAIL") String email) {
        var reason = "put " + email + " into the team " + slug;
        return administration.show(operations -> owner.change(
                operations, slug, reason, () -> operations.teams.addMember(slug, person(operations, email))));
    }

    @Command(name = "remove-member", description = "Takes a person out of a team.")
    int removeMember(
            @Mixin Administration administration,
            @Mixin Owner owner,
            @Parameters(paramLabel = "SLUG") String slug,
            @Parameters(paramLabel = "EMAIL") String email) {
        var reason = "took " + email + " out of the team " + slug;
        return administration.show(operations -> owner.change(
                operations, slug, reason, () -> operations.teams.removeMember(slug, person(operations, email))));
    }

    @Command(name = "add-project", description = "Lets a team look after a project, and so see it.")
    int addProject(
            @Mixin Administration administration,
            @Mixin Owner owner,
            @Parameters(paramLabel = "SLUG") String slug,
            @Parameters(paramLabel = "PROJECT") String project) {
        var reason = "gave the project " + project + " to the team " + slug;
        return administration.show(operations -> owner.change(
                operations, slug, reason, () -> operations.projects.addTeam(number(operations, project), slug)));
    }

    @Command(name = "remove-project", description = "Relieves a team of a project.")
    int removeProject(
            @Mixin Administration administration,
            @Mixin Owner owner,
            @Parameters(paramLabel = "SLUG") String slug,
            @Parameters(paramLabel = "PROJECT") String project) {
        var reason = "took the project " + project + " from the team " + slug;
        return administration.show(operations -> owner.change(
                operations, slug, reason, () -> operations.projects.removeTeam(number(operations, project), slug)));
    }

    private static long person(Operations operations, String email) {
        return operations.members.byEmail(email).id();
    }

    private static long number(Operations operations, String project) {
        return operations.projects.bySlug(project).id();
    }

    private static List<Object> row(Operations operations, Listed team) {
        var people = operations.members.list().stream()
                .filter(member -> team.members().contains(member.id()))
                .map(Member::email)
                .collect(Collectors.joining(" "));
        var projects = operations.projects.list().stream()
                .filter(project -> project.teams().contains(team.id()))
                .map(project -> project.slug())
                .collect(Collectors.joining(" "));
        return List.of(team.slug(), team.name(), people, projects);
    }
}
