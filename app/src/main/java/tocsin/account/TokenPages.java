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
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import tocsin.web.Frame;

/** The person's own API tokens in this organization. */
@Path("/{org}/settings/tokens")
@Produces(MediaType.TEXT_HTML)
class TokenPages {

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance list(
                List<Tokens.Listed> tokens, List<Scope> scopes, List<String> chosen, Form form, String secret);
    }

    private final Access access;
    private final Frame frame;
    private final Tokens tokens;

    TokenPages(Access access, Frame frame, Tokens tokens) {
        this.access = access;
        this.frame = frame;
        this.tokens = tokens;
    }

    @GET
    @Allow(Scope.ORG_READ)
    public Response list() {
        return PageAnswer.page(page(Form.EMPTY, List.of(), ""));
    }

    /** Shows the secret in the answer itself: it is not kept anywhere to be shown again. */
    @POST
    @Allow(Scope.ORG_READ)
    public Response create(
            @RestForm @DefaultValue("") String name,
            @RestForm List<String> scope,
            @RestForm @DefaultValue("0") long days) {
        var chosen = scope == null ? List.<String>of() : scope;
        var scopes = EnumSet.noneOf(Scope.class);
        chosen.stream().map(Scope::known).flatMap(Optional::stream).forEach(scopes::add);
        var expires = days < 1
                ? Optional.<Instant>empty()
                : Optional.of(Instant.now().plus(Duration.ofDays(Math.min(days, 3650))));
        try {
            var created = tokens.create(access.user().id(), name, scopes, expires);
            return PageAnswer.page(page(Form.EMPTY, List.of(), created.secret()));
        } catch (Refused refused) {
            return PageAnswer.wrong(page(Form.of("name", name).wrong(refused), chosen, ""));
        }
    }

    @POST
    @Path("/{id}/revoke")
    @Allow(Scope.ORG_READ)
    public Response revoke(@RestPath long id) {
        tokens.revoke(access.user().id(), id);
        frame.say("The token works no more.");
        return PageAnswer.to("/" + access.org() + "/settings/tokens");
    }

    private TemplateInstance page(Form form, List<String> chosen, String secret) {
        frame.settings();
        var own = access.scopes().stream().sorted().toList();
        return Templates.list(tokens.list(access.user().id()), own, chosen, form, secret);
    }
}
