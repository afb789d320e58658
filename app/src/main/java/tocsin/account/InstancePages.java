package tocsin.account;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import tocsin.tenant.Tenant;
import tocsin.web.Frame;

/** The instance's organizations and people, for its administrators. They see who is there, not what they have. */
@Path("/instance")
@Produces(MediaType.TEXT_HTML)
class InstancePages {

    private static final String WHY = "administrators of the instance, whose every look is audited";

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance instance(
                List<Tenant> organizations, List<Account> accounts, long self, Form form, String email, String secret);

        static native TemplateInstance person(Account account, long self, Form form);

        static native TemplateInstance organization(Tenant organization, Form form);
    }

    /** A person's account as administrators see it. */
    public record Account(long id, String email, String name, boolean instanceAdmin, boolean active) {
        static Account of(User user) {
            return new Account(user.id, user.email, user.name, user.instanceAdmin, user.status == User.Status.ACTIVE);
        }
    }

    private final Access access;
    private final Frame frame;
    private final Organizations organizations;
    private final Users users;

    InstancePages(Access access, Frame frame, Organizations organizations, Users users) {
        this.access = access;
        this.frame = frame;
        this.organizations = organizations;
        this.users = users;
    }

    @GET
    @SignedIn(value = WHY, instanceAdmin = true)
    public Response list() {
        return PageAnswer.page(page(Form.EMPTY, "", ""));
    }

    /** Owned by the person with that address, or by the administrator who makes it. */
    @POST
    @Path("/organizations")
    @SignedIn(value = WHY, instanceAdmin = true)
    public Response create(
            @RestForm @DefaultValue("") String name,
            @RestForm @DefaultValue("") String slug,
            @RestForm @DefaultValue("") String owner) {
        var wanted = slug.isBlank() ? Slug.from(name) : slug.strip();
        var form = Form.of("name", name, "slug", wanted, "owner", owner);
        try {
            if (owner.isBlank()) {
                organizations.create(wanted, name, access.user().id());
            } else {
                var founded = organizations.create(wanted, name, owner);
                if (founded.password().isPresent()) {
                    return PageAnswer.page(
                            page(Form.EMPTY, founded.owner(), founded.password().get()));
                }
            }
        } catch (Refused refused) {
            return PageAnswer.wrong(page(form.wrong(refused), "", ""));
        }
        return done("The organization " + wanted + " is there.");
    }

    @GET
    @Path("/organizations/{slug}")
    @SignedIn(value = WHY, instanceAdmin = true)
    public Response organization(@RestPath String slug) {
        var organization = organizations.bySlug(slug, "looked at the organization " + slug);
        return PageAnswer.page(page(organization, Form.of("name", organization.name(), "slug", slug)));
    }

    @POST
    @Path("/organizations/{slug}")
    @SignedIn(value = WHY, instanceAdmin = true)
    public Response change(
            @RestPath String slug, @RestForm @DefaultValue("") String name, @RestForm("slug") String changed) {
        var wanted = changed == null || changed.isBlank() ? slug : changed.strip();
        try {
            organizations.change(slug, wanted, name);
        } catch (Refused refused) {
            var organization = organizations.bySlug(slug, "looked at the organization " + slug);
            var form = Form.of("name", name, "slug", wanted).wrong(refused);
            return PageAnswer.wrong(page(organization, form));
        }
        return done("The organization is saved.");
    }

    @POST
    @Path("/organizations/{slug}/disable")
    @SignedIn(value = WHY, instanceAdmin = true)
    public Response disable(@RestPath String slug) {
        organizations.disable(slug);
        return done(slug + " is disabled: it takes no events, and nobody can enter it.");
    }

    @POST
    @Path("/organizations/{slug}/enable")
    @SignedIn(value = WHY, instanceAdmin = true)
    public Response enable(@RestPath String slug) {
        organizations.enable(slug);
        return done(slug + " is enabled.");
    }

    @POST
    @Path("/organizations/{slug}/delete")
    @SignedIn(value = WHY, instanceAdmin = true)
    public Response delete(@RestPath String slug) {
        try {
            organizations.delete(slug);
        } catch (Refused refused) {
            return PageAnswer.wrong(page(Form.EMPTY.wrong(refused), "", ""));
        }
        return done(slug + " is deleted.");
    }

    /** Its password is shown once. */
    @POST
    @Path("/people")
    @SignedIn(value = WHY, instanceAdmin = true)
    public Response createPerson(@RestForm @DefaultValue("") String email, @RestForm @DefaultValue("") String person) {
        try {
            var made = users.create(email.strip(), person, Optional.empty(), false);
            return PageAnswer.page(page(Form.EMPTY, made.user().email, made.password()));
        } catch (Refused refused) {
            var form = Form.of("person-email", email, "person", person);
            var wrong = new Refused("person-" + refused.field(), refused.getMessage());
            return PageAnswer.wrong(page(form.wrong(wrong), "", ""));
        }
    }

    @GET
    @Path("/people/{id}")
    @SignedIn(value = WHY, instanceAdmin = true)
    public Response person(@RestPath long id) {
        var account = Account.of(users.get(id));
        return PageAnswer.page(
                page(account, Form.of("name", account.name(), "administrator", account.instanceAdmin() ? "on" : "")));
    }

    @POST
    @Path("/people/{id}")
    @SignedIn(value = WHY, instanceAdmin = true)
    public Response changePerson(
            @RestPath long id, @RestForm @DefaultValue("") String name, @RestForm String administrator) {
        var account = Account.of(users.get(id));
        var administers = administrator != null;
        try {
            users.rename(account.email(), name);
            // A person's own box cannot be ticked, and says nothing.
            if (id != access.user().id() && administers != account.instanceAdmin()) {
                users.makeInstanceAdmin(account.email(), administers);
            }
        } catch (Refused refused) {
            var form = Form.of("name", name, "administrator", administers ? "on" : "");
            return PageAnswer.wrong(page(account, form.wrong(refused)));
        }
        return done("The account is saved.");
    }

    @POST
    @Path("/people/{id}/password")
    @SignedIn(value = WHY, instanceAdmin = true)
    public Response resetPassword(@RestPath long id) {
        var reset = users.resetPassword(users.email(id), Optional.empty());
        return PageAnswer.page(page(Form.EMPTY, reset.user().email, reset.password()));
    }

    @POST
    @Path("/people/{id}/disable")
    @SignedIn(value = WHY, instanceAdmin = true)
    public Response disablePerson(@RestPath long id) {
        return without(id, users::disable, "The account is disabled and logged out.");
    }

    @POST
    @Path("/people/{id}/enable")
    @SignedIn(value = WHY, instanceAdmin = true)
    public Response enablePerson(@RestPath long id) {
        users.enable(users.email(id));
        return done("The account is enabled.");
    }

    @POST
    @Path("/people/{id}/delete")
    @SignedIn(value = WHY, instanceAdmin = true)
    public Response deletePerson(@RestPath long id) {
        return without(id, users::delete, "The account is deleted.");
    }

    /** Nobody locks themselves out by a slip. */
    private Response without(long id, Consumer<String> work, String said) {
        try {
            if (id == access.user().id()) {
                throw new Refused("person", "Not your own account");
            }
            work.accept(users.email(id));
        } catch (Refused refused) {
            return PageAnswer.wrong(page(Form.EMPTY.wrong(refused), "", ""));
        }
        return done(said);
    }

    private Response done(String what) {
        frame.say(what);
        return PageAnswer.to("/instance");
    }

    private TemplateInstance page(Account account, Form form) {
        frame.crumb("Instance", "/instance");
        return Templates.person(account, access.user().id(), form);
    }

    private TemplateInstance page(Tenant organization, Form form) {
        frame.crumb("Instance", "/instance");
        return Templates.organization(organization, form);
    }

    private TemplateInstance page(Form form, String email, String secret) {
        frame.crumb("Instance", "/instance");
        return Templates.instance(
                organizations.all("looked at the list of organizations"),
                users.all().stream().map(Account::of).toList(),
                access.user().id(),
                form,
                email,
                secret);
    }
}
