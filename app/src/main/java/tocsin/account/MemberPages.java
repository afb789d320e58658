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
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import tocsin.mail.Mailer;
import tocsin.web.Frame;

/** Who belongs to the organization, as what, and who is invited to it. */
@Path("/{org}/settings/members")
@Produces(MediaType.TEXT_HTML)
class MemberPages {

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance list(
                List<Members.Member> members,
                List<Invitations.Pending> invitations,
                List<Role> roles,
                long self,
                boolean mails,
                boolean may,
                Form form,
                Invited invited);
    }

    /** Somebody with the link to be handed over; empty when there is none. {@code mailed} when they get one by mail as well. */
    public record Invited(String email, String link, boolean mailed) {
        static final Invited NOBODY = new Invited("", "", false);

        public String heading() {
            return mailed ? "Should the mail not arrive" : "Hand this over";
        }
    }

    private final Access access;
    private final Frame frame;
    private final Invitations invitations;
    private final Mailer mailer;
    private final Members members;

    MemberPages(Access access, Frame frame, Invitations invitations, Mailer mailer, Members members) {
        this.access = access;
        this.frame = frame;
        this.invitations = invitations;
        this.mailer = mailer;
        this.members = members;
    }

    @GET
    @Allow(Scope.MEMBER_READ)
    public Response list() {
        return PageAnswer.page(page(Form.EMPTY, Invited.NOBODY));
    }

    @POST
    @Path("/invitations")
    @Allow(Scope.MEMBER_ADMIN)
    public Response invite(@RestForm @DefaultValue("") String email, @RestForm @DefaultValue("MEMBER") Role role) {
        return linking(Form.of("email", email, "role", role.name()), () -> invitations.invite(email, role));
    }

    @POST
    @Path("/invitations/{id}/link")
    @Allow(Scope.MEMBER_ADMIN)
    public Response renew(@RestPath long id) {
        return linking(Form.EMPTY, () -> invitations.renew(id));
    }

    @POST
    @Path("/invitations/{id}/withdraw")
    @Allow(Scope.MEMBER_ADMIN)
    public Response withdraw(@RestPath long id) {
        return trying(() -> invitations.withdraw(id), "The invitation is withdrawn; its link works no more.");
    }

    @POST
    @Path("/{id}/role")
    @Allow(Scope.MEMBER_ADMIN)
    public Response change(@RestPath long id, @RestForm @DefaultValue("MEMBER") Role role) {
        return trying(() -> members.changeRole(id, role), "The role is changed.");
    }

    @POST
    @Path("/{id}/remove")
    @Allow(Scope.MEMBER_ADMIN)
    public Response remove(@RestPath long id) {
        return trying(() -> members.remove(id), "They are no member any more.");
    }

    /** Shows the link in the answer itself: it is not kept anywhere to be shown again. */
    private Response linking(Form form, Supplier<Invitations.WithLink> work) {
        try {
            var made = work.get();
            var invited = new Invited(
                    made.invitation().email(),
                    made.link().toString(),
                    made.invitation().mail() != null);
            return PageAnswer.page(page(Form.EMPTY, invited));
        } catch (Refused refused) {
            return PageAnswer.wrong(page(form.wrong(refused), Invited.NOBODY));
        }
    }

    private Response trying(Runnable work, String done) {
        try {
            work.run();
        } catch (Refused refused) {
            return PageAnswer.wrong(page(Form.EMPTY.wrong(refused), Invited.NOBODY));
        }
        frame.say(done);
        return PageAnswer.to("/" + access.org() + "/settings/members");
    }

    private TemplateInstance page(Form form, Invited invited) {
        frame.settings();
        var givable =
                Arrays.stream(Role.values()).filter(access.role()::isAtLeast).toList();
        return Templates.list(
                members.list(),
                invitations.list(),
                givable,
                access.user().id(),
                mailer.isConfigured(),
                access.may(Scope.MEMBER_ADMIN),
                form,
                invited);
    }
}
