package tocsin.setup;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;
import tocsin.account.Organizations;
import tocsin.account.Refused;
import tocsin.account.Slug;
import tocsin.account.User;
import tocsin.account.Users;
import tocsin.project.Projects;

/** What the first person of an instance begins with: an account, an organization and a project, or nothing of it. */
@ApplicationScoped
class Setup {

    private final SetupLinks links;
    private final Organizations organizations;
    private final Projects projects;
    private final Users users;

    Setup(SetupLinks links, Organizations organizations, Projects projects, Users users) {
        this.links = links;
        this.organizations = organizations;
        this.projects = projects;
        this.users = users;
    }

    /** What the person said. */
    record Wanted(String name, String email, String password, String organization, String project, String platform) {}

    /** Whom to let in, and where they begin. */
    record Begun(long person, String organization, String project) {}

    /** The link was used, or replaced, since its page was shown. */
    private static final class Over extends RuntimeException {}

    /** Nothing when somebody else was faster with the link. */
    Optional<Begun> begin(String link, Wanted wanted) {
        try {
            return Optional.of(organizations.begin(
                    Slug.from(wanted.organization()),
                    wanted.organization(),
                    wanted.email(),
                    () -> administrator(link, wanted),
                    (organization, person) -> new Begun(person.id, organization.slug(), project(wanted))));
        } catch (Over over) {
            return Optional.empty();
        } catch (Refused refused) {
            var isOrganization =
                    refused.field().equals("slug") || refused.field().equals("name");
            throw isOrganization ? new Refused("organization", refused.getMessage()) : refused;
        }
    }

    private User administrator(String link, Wanted wanted) {
        // First of all, so that of two who come at once one waits here and then finds it gone.
        if (!links.use(link)) {
            throw new Over();
        }
        return users.create(wanted.email(), wanted.name(), Optional.of(wanted.password()), true)
                .user();
    }

    private String project(Wanted wanted) {
        try {
            return projects.create(Slug.from(wanted.project()), wanted.project(), wanted.platform(), Set.of())
                    .slug();
        } catch (Refused refused) {
            throw new Refused(refused.field().equals("platform") ? "platform" : "project", refused.getMessage());
        }
    }
}
