package tocsin.project;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import java.util.Optional;
import java.util.Set;
import tocsin.account.Organizations;
import tocsin.account.Tokens;
import tocsin.account.User;
import tocsin.account.Users;
import tocsin.tenant.CurrentTenant;

/** Makes what the first minutes with Tocsin need: an organization, a person, a project, a key and a token. */
@ApplicationScoped
@ActivateRequestContext
public class Demo {

    private static final String ORGANIZATION = "acme";
    private static final String PROJECT = "web";

    private final Organizations organizations;
    private final Users users;
    private final Projects projects;
    private final ProjectKeys keys;
    private final Tokens tokens;

    Demo(Organizations organizations, Users users, Projects projects, ProjectKeys keys, Tokens tokens) {
        this.organizations = organizations;
        this.users = users;
        this.projects = projects;
        this.keys = keys;
        this.tokens = tokens;
    }

    /** What was decided elsewhere, once, and is the same at every start. */
    public record Wanted(String email, String password, String token) {}

    /** What is there now. */
    public record Ready(String organization, String project, long projectId, String dsn) {}

    /** Makes what is missing and leaves alone what is there, whatever people have changed since. */
    public Ready ensure(Wanted wanted) {
        var user = users.all().stream()
                .filter(known -> known.email.equals(wanted.email()))
                .findFirst()
                .orElseGet(() -> users.create(wanted.email(), "Demo", Optional.of(wanted.password()), true)
                        .user());
        var tenants = organizations.all("looked for the demonstration");
        // By the token, because its organization may have another name by now.
        var tenant = tenants.stream()
                .filter(known -> CurrentTenant.as(known.id(), () -> tokens.knows(wanted.token())))
                .findFirst()
                .or(() -> tenants.stream()
                        .filter(known -> known.slug().equals(ORGANIZATION))
                        .findFirst())
                .orElseGet(() -> organizations.create(ORGANIZATION, "Acme", user.id));
        return CurrentTenant.as(tenant.id(), () -> inTenant(tenant.slug(), wanted, user));
    }

    private Ready inTenant(String organization, Wanted wanted, User user) {
        var known = projects.list();
        var project = known.stream()
                .filter(one -> one.slug().equals(PROJECT))
                .findFirst()
                .or(() -> known.stream().findFirst())
                .orElseGet(() -> projects.create(PROJECT, "Web", "javascript", Set.of()));
        var key = keys.list(project.id()).stream()
                .filter(ProjectKeys.Listed::active)
                .findFirst()
                .orElseGet(() -> keys.create(project.id(), "Default"));
        tokens.ensure(user.id, "Demo", wanted.token());
        return new Ready(organization, project.slug(), project.id(), key.dsn());
    }
}
