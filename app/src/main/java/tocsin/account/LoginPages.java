package tocsin.account;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestQuery;
import tocsin.config.Settings;
import tocsin.web.SafeRedirect;

/** Logging in and out. */
@Path("/")
@Produces(MediaType.TEXT_HTML)
class LoginPages {

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance login(String email, String next, String problem);
    }

    private final Access access;
    private final AccountSql sql;
    private final Logins logins;
    private final Sessions sessions;
    private final Settings settings;

    LoginPages(Access access, AccountSql sql, Logins logins, Sessions sessions, Settings settings) {
        this.access = access;
        this.sql = sql;
        this.logins = logins;
        this.sessions = sessions;
        this.settings = settings;
    }

    @GET
    @Path("login")
    @Open("who logs in is not logged in yet")
    public Response show(@RestQuery @DefaultValue("/") String next, @CookieParam(SessionCookie.NAME) String secret) {
        if (secret != null && sql.bySession(Secrets.sha256(secret)).isPresent()) {
            return Response.seeOther(SafeRedirect.to(next, "/")).build();
        }
        return PageAnswer.page(Templates.login("", next, ""));
    }

    @POST
    @Path("login")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Open("who logs in is not logged in yet; guessing gets slower with each failure")
    public Response login(
            @RestForm @DefaultValue("") String email,
            @RestForm @DefaultValue("") String password,
            @RestForm @DefaultValue("/") String next,
            @HeaderParam(HttpHeaders.USER_AGENT) String userAgent,
            @Context HttpServerRequest request) {
        return switch (logins.attempt(email, password, access.ip(), userAgent)) {
            case Logins.Outcome.Welcome(var secret, var user) ->
                Response.seeOther(SafeRedirect.to(next, "/"))
                        .cookie(
                                SessionCookie.of(secret, SessionCookie.secure(request, settings)),
                                ThemeCookie.of(user.theme))
                        .build();
            case Logins.Outcome.Wrong() -> PageAnswer.wrong(Templates.login(email, next, Logins.WRONG));
            case Logins.Outcome.TooMany many ->
                PageAnswer.html(429, Templates.login(email, next, many.words()))
                        .header(HttpHeaders.RETRY_AFTER, many.seconds())
                        .build();
        };
    }

    @POST
    @Path("logout")
    @SignedIn(value = "ends the person's own session", withTemporaryPassword = true)
    public Response logout(@Context HttpServerRequest request) {
        access.session().ifPresent(sessions::close);
        return Response.seeOther(SafeRedirect.to("/login", "/"))
                .cookie(SessionCookie.gone(SessionCookie.secure(request, settings)))
                .build();
    }
}
