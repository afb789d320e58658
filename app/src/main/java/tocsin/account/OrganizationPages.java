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
import org.jboss.resteasy.reactive.RestForm;
import tocsin.web.Frame;

/** The organization itself: name, address, end. */
@Path("/{org}/settings")
@Produces(MediaType.TEXT_HTML)
class OrganizationPages {

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance general(Form form, String slug, String tenant, boolean may);
    }

    private final Access access;
    private final Frame frame;
    private final Organizations organizations;

    OrganizationPages(Access access, Frame frame, Organizations organizations) {
        this.access = access;
        this.frame = frame;
        this.organizations = organizations;
    }

    @GET
    @Allow(Scope.ORG_READ)
    public Response show() {
        var organization = Organization.get(access.tenant());
        return PageAnswer.page(page(Form.of("slug", organization.slug, "name", organization.name)));
    }

    @POST
    @Allow(Scope.ORG_ADMIN)
    public Response change(@RestForm @DefaultValue("") String slug, @RestForm @DefaultValue("") String name) {
        try {
            organizations.change(slug.strip(), name);
        } catch (Refused refused) {
            return PageAnswer.wrong(page(Form.of("slug", slug, "name", name).wrong(refused)));
        }
        frame.say("Saved.");
        return PageAnswer.to("/" + slug.strip() + "/settings");
    }

    @POST
    @Path("/disable")
    @Allow(Scope.ORG_ADMIN)
    public Response disable(@RestForm @DefaultValue("") String confirm) {
        return confirmed(confirm, organizations::disable, "The organization is disabled.");
    }

    @POST
    @Path("/delete")
    @Allow(Scope.ORG_ADMIN)
    public Response delete(@RestForm @DefaultValue("") String confirm) {
        return confirmed(confirm, organizations::delete, "The organization is deleted.");
    }

    /** Nobody does this by a slip of the hand: its slug has to be typed. */
    private Response confirmed(String confirm, Runnable work, String done) {
        if (!confirm.strip().equals(access.org())) {
            var organization = Organization.get(access.tenant());
            var form = Form.of("slug", organization.slug, "name", organization.name);
            return PageAnswer.wrong(page(form.wrong(new Refused("confirm", "Type “" + access.org() + "” to confirm"))));
        }
        work.run();
        frame.say(done);
        return PageAnswer.to("/");
    }

    private TemplateInstance page(Form form) {
        frame.settings();
        return Templates.general(form, access.org(), access.tenant(), access.may(Scope.ORG_ADMIN));
    }
}
