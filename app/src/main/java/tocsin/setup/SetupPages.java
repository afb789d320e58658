package tocsin.setup;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import tocsin.account.Entrance;
import tocsin.account.Form;
import tocsin.account.Open;
import tocsin.account.PageAnswer;
import tocsin.account.Refused;
import tocsin.project.Platform;
import tocsin.web.Frame;

/** Where the link leads that is printed at the end of an installation: to an account, and on to the first event. */
@Path("/setup/{token}")
@Produces(MediaType.TEXT_HTML)
class SetupPages {

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance setup(String token, List<Platform> platforms, Form form);

        static native TemplateInstance gone();
    }

    /** What the person typed. */
    static class Typed {
        @RestForm
        @DefaultValue("")
        String name;

        @RestForm
        @DefaultValue("")
        String email;

        @RestForm
        @DefaultValue("")
        String password;

        @RestForm
        @DefaultValue("")
        String organization;

        @RestForm
        @DefaultValue("")
        String project;

        @RestForm
        @DefaultValue("other")
        String platform;

        Setup.Wanted wanted() {
            return new Setup.Wanted(name, email, password, organization, project, platform);
        }

        Form form() {
            return Form.of(
                    "name",
                    name,
                    "email",
                    email,
                    "organization",
                    organization,
                    "project",
                    project,
                    "platform",
                    platform);
        }
    }

    private final Entrance entrance;
    private final Frame frame;
    private final SetupLinks links;
    private final Setup setup;

    SetupPages(Entrance entrance, Frame frame, SetupLinks links, Setup setup) {
        this.entrance = entrance;
        this.frame = frame;
        this.links = links;
        this.setup = setup;
    }

    /** It may be looked at, by whatever looks at links, and is used by the form alone. */
    @GET
    @Open("the link is the key: whoever installed the instance has it, and nobody has an account yet")
    public Response show(@RestPath String token) {
        return links.isGood(token)
                ? PageAnswer.page(page(token, Form.of("project", "Web", "platform", "javascript")))
                : gone();
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Open("the link is the right to become administrator, once and for a day")
    public Response begin(@RestPath String token, @BeanParam Typed typed, @Context HttpServerRequest request) {
        if (!links.isGood(token)) {
            return gone();
        }
        try {
            return setup.begin(token, typed.wanted())
                    .map(begun -> {
                        frame.say("Welcome. You administer this instance.");
                        return entrance.lead(
                                begun.person(), "/" + begun.organization() + "/" + begun.project() + "/start", request);
                    })
                    .orElseGet(SetupPages::gone);
        } catch (Refused refused) {
            return PageAnswer.wrong(page(token, typed.form().wrong(refused)));
        }
    }

    private static Response gone() {
        return PageAnswer.gone(Templates.gone());
    }

    private static TemplateInstance page(String token, Form form) {
        return Templates.setup(token, Platform.ALL, form);
    }
}
