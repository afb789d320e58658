package tocsin.notice;

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
import tocsin.account.PageAnswer;
import tocsin.account.SignedIn;
import tocsin.mail.Mailer;
import tocsin.web.Frame;
import tocsin.web.Nav;

/** Which projects the person hears of by mail. */
@Path("/account/mail")
@Produces(MediaType.TEXT_HTML)
class MailPages {

    private static final String OWN = "what the person wants to hear of";

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance mail(List<Wishes.Belonging> organizations, boolean mails);
    }

    private final Access access;
    private final Frame frame;
    private final Wishes wishes;
    private final Mailer mailer;

    MailPages(Access access, Frame frame, Wishes wishes, Mailer mailer) {
        this.access = access;
        this.frame = frame;
        this.wishes = wishes;
        this.mailer = mailer;
    }

    @GET
    @SignedIn(OWN)
    public Response show() {
        frame.at(Nav.ACCOUNT).crumb("Your account", "/account").crumb("Mail", "/account/mail");
        return PageAnswer.page(Templates.mail(wishes.of(access.user().id()), mailer.isConfigured()));
    }

    @POST
    @Path("/{organization}/{project}")
    @SignedIn(OWN)
    public Response save(
            @RestPath String organization, @RestPath String project, @RestForm @DefaultValue("false") boolean wants) {
        wishes.save(access.user().id(), organization, project, wants);
        frame.say(wants ? "News of " + project + " are mailed to you." : "News of " + project + " are not mailed.");
        return PageAnswer.to("/account/mail");
    }
}
