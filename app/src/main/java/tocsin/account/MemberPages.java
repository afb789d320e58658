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
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import tocsin.web.Frame;
import tocsin.web.Nav;

/** Who belongs to the organization, and as what. */
@Path("/{org}/settings/members")
@Produces(MediaType.TEXT_HTML)
class MemberPages {

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance list(
                List<Members.Member> members, List<Role> roles, long self, boolean may, Form form, Invited invited);
    }

    /** Somebody new with the password to be handed over; empty when nobody is. */
    public record Invited(String email, String password) {
        static final Invited NOBODY = new Invited("", "");
    }

    private final Access access;
    private final Frame frame;
    private final Members members;

    MemberPages(Access access, Frame frame, Members members) {
        this.access = access;
        this.frame = frame;
        this.members = members;
    }

    @GET
    @Allow(Scope.MEMBER_READ)
    public Response list() {
        return PageAnswer.page(page(Form.EMPTY, Invited.NOBODY));
    }

    @POST
    @Allow(Scope.MEMBER_ADMIN)
    public Response add(
            @RestForm @DefaultValue("") String email,
            @RestForm @DefaultValue("") String name,
            @RestForm @DefaultValue("MEMBER") Role role) {
        try {
            var added = members.add(email, name, role);
            var invited = added.oneTimePassword()
                    .map(password -> new Invited(added.member().email(), password));
            if (invited.isPresent()) {
                return PageAnswer.page(page(Form.EMPTY, invited.get()));
            }
        } catch (Refused refused) {
            var form = Form.of("email", email, "name", name, "role", role.name());
            return PageAnswer.wrong(page(form.wrong(refused), Invited.NOBODY));
        }
        return done(User.normal(email) + " is a member now.");
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

    private Response trying(Runnable work, String done) {
        try {
            work.run();
        } catch (Refused refused) {
            return PageAnswer.wrong(page(Form.EMPTY.wrong(refused), Invited.NOBODY));
        }
        return done(done);
    }

    private Response done(String what) {
        frame.say(what);
        return PageAnswer.to("/" + access.org() + "/settings/members");
    }

    private TemplateInstance page(Form form, Invited invited) {
        frame.at(Nav.SETTINGS).crumb("Settings", "/" + access.org() + "/settings");
        var givable =
                Arrays.stream(Role.values()).filter(access.role()::isAtLeast).toList();
        return Templates.list(
                members.list(), givable, access.user().id(), access.may(Scope.MEMBER_ADMIN), form, invited);
    }
}
