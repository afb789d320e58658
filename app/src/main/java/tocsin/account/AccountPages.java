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
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import tocsin.web.Frame;
import tocsin.web.Nav;

/** What belongs to the person: name, password, looks, and where they are logged in. */
@Path("/account")
@Produces(MediaType.TEXT_HTML)
class AccountPages {

    private static final String OWN = "the person's own account";

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance account(
                Person person, Form profile, Form password, List<Sessions.Listed> sessions);
    }

    private final Access access;
    private final Frame frame;
    private final Sessions sessions;
    private final Users users;

    AccountPages(Access access, Frame frame, Sessions sessions, Users users) {
        this.access = access;
        this.frame = frame;
        this.sessions = sessions;
        this.users = users;
    }

    @GET
    @SignedIn(value = OWN, withTemporaryPassword = true)
    public Response show() {
        return PageAnswer.page(page(profile(), Form.EMPTY));
    }

    @POST
    @Path("/profile")
    @SignedIn(OWN)
    public Response profile(
            @RestForm @DefaultValue("") String name, @RestForm @DefaultValue("SYSTEM") User.Theme theme) {
        users.change(access.user().id(), name, theme);
        frame.say("Saved.");
        return Response.fromResponse(PageAnswer.to("/account"))
                .cookie(ThemeCookie.of(theme))
                .build();
    }

    @POST
    @Path("/password")
    @SignedIn(value = OWN, withTemporaryPassword = true)
    public Response password(@RestForm @DefaultValue("") String current, @RestForm @DefaultValue("") String password) {
        try {
            users.changePassword(
                    access.user().id(), current, password, access.session().orElseThrow());
        } catch (Refused refused) {
            return PageAnswer.wrong(page(profile(), Form.EMPTY.wrong(refused)));
        }
        frame.say("Your password is changed. Your other sessions are logged out.");
        return PageAnswer.to(access.user().temporaryPassword() ? "/" : "/account");
    }

    @POST
    @Path("/sessions/{handle}/revoke")
    @SignedIn(OWN)
    public Response revoke(@RestPath String handle) {
        sessions.revoke(access.user().id(), handle);
        frame.say("That session is logged out.");
        return PageAnswer.to("/account");
    }

    private Form profile() {
        return Form.of("name", access.user().name(), "theme", access.user().theme());
    }

    private TemplateInstance page(Form profile, Form password) {
        frame.at(Nav.ACCOUNT).crumb("Your account", "/account");
        var own = sessions.of(access.user().id(), access.session().orElseThrow());
        return Templates.account(access.user(), profile, password, own);
    }
}
