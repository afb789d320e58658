package tocsin.notice;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jboss.resteasy.reactive.RestPath;
import tocsin.account.Open;
import tocsin.account.PageAnswer;
import tocsin.notice.SignedLinks.Unsubscription;
import tocsin.tenant.CurrentTenant;

/**
 * Where a mail's link leads, without a login. Opening it changes nothing, because programs that look for dangerous links open
 * it too; a mailbox posts to it when its owner presses its button (RFC 8058).
 */
@Path("/unsubscribe/{token}")
@Produces(MediaType.TEXT_HTML)
class UnsubscribePages {

    private static final String KEY = "the signed link is the key: it says who wants no more mail about what";
    private static final int GONE = 410;

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance ask(String token, String project);

        static native TemplateInstance done(String project);

        static native TemplateInstance gone();
    }

    private final SignedLinks links;
    private final PreferenceSql sql;

    UnsubscribePages(SignedLinks links, PreferenceSql sql) {
        this.links = links;
        this.sql = sql;
    }

    @GET
    @Open(KEY)
    public Response show(@RestPath String token) {
        return with(token, (who, project) -> PageAnswer.page(Templates.ask(token, project)));
    }

    @POST
    @Open(KEY)
    public Response unsubscribe(@RestPath String token) {
        return with(token, (who, project) -> {
            CurrentTenant.run(who.tenant(), () -> sql.save(who.tenant(), who.project(), who.user(), false));
            return PageAnswer.page(Templates.done(project));
        });
    }

    private Response with(String token, BiFunction<Unsubscription, String, Response> work) {
        return links.read(token, Instant.now())
                .flatMap(who -> name(who).map(project -> work.apply(who, project)))
                .orElseGet(() -> Response.fromResponse(PageAnswer.page(Templates.gone()))
                        .status(GONE)
                        .build());
    }

    /** Of the project, while the person sees it. */
    private Optional<String> name(Unsubscription who) {
        return CurrentTenant.as(who.tenant(), () -> sql.wishes(who.tenant(), who.user()).stream()
                .filter(wish -> wish.project() == who.project())
                .map(PreferenceSql.Wish::name)
                .findFirst());
    }
}
