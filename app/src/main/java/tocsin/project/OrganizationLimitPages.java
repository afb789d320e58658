package tocsin.project;

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
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import tocsin.account.Access;
import tocsin.account.Allow;
import tocsin.account.Form;
import tocsin.account.PageAnswer;
import tocsin.account.Refused;
import tocsin.account.Scope;
import tocsin.web.Frame;

/** The limits that hold for all projects of an organization together. */
@Path("/{org}/settings/limits")
@Produces(MediaType.TEXT_HTML)
class OrganizationLimitPages {

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance list(
                List<Quotas.Listed> limits, List<String> categories, boolean may, Form form);
    }

    private final Access access;
    private final Frame frame;
    private final Quotas quotas;

    OrganizationLimitPages(Access access, Frame frame, Quotas quotas) {
        this.access = access;
        this.frame = frame;
        this.quotas = quotas;
    }

    @GET
    @Allow(Scope.ORG_READ)
    public Response list() {
        return PageAnswer.page(page(LimitForm.EMPTY));
    }

    @POST
    @Allow(Scope.ORG_ADMIN)
    public Response create(
            @RestForm @DefaultValue("") String category,
            @RestForm @DefaultValue("") String amount,
            @RestForm @DefaultValue("") String window) {
        var typed = new LimitForm("", category, amount, window);
        try {
            quotas.create(null, typed.wanted());
        } catch (Refused refused) {
            return PageAnswer.wrong(page(typed.typed().wrong(refused)));
        }
        return to("The limit holds within seconds.");
    }

    @POST
    @Path("/{quota}/delete")
    @Allow(Scope.ORG_ADMIN)
    public Response delete(@RestPath long quota) {
        quotas.delete(null, quota);
        return to("The limit is gone.");
    }

    private Response to(String said) {
        frame.say(said);
        return PageAnswer.to("/" + access.org() + "/settings/limits");
    }

    private TemplateInstance page(Form form) {
        frame.settings().crumb("Limits", "/" + access.org() + "/settings/limits");
        return Templates.list(quotas.list(null), Quotas.CATEGORIES, access.may(Scope.ORG_ADMIN), form);
    }
}
