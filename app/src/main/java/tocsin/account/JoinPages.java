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
import java.util.Optional;
import java.util.function.Function;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import tocsin.web.Frame;

/** Where an invitation's link leads: into the organization, with the account one has or with a new one. */
@Path("/join/{token}")
@Produces(MediaType.TEXT_HTML)
class JoinPages {

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance join(
                String token, String organization, String email, String role, String self, Form form);

        static native TemplateInstance gone(String self);
    }

    private final Access access;
    private final AccountSql sql;
    private final Arrivals arrivals;
    private final Entrance entrance;
    private final Frame frame;
    private final Logins logins;

    JoinPages(Access access, AccountSql sql, Arrivals arrivals, Entrance entrance, Frame frame, Logins logins) {
        this.access = access;
        this.sql = sql;
        this.arrivals = arrivals;
        this.entrance = entrance;
        this.frame = frame;
        this.logins = logins;
    }

    @GET
    @Open("the link is the key: whoever has it sees which organization invites whom, until it is used or expires")
    public Response show(@RestPath String token, @CookieParam(SessionCookie.NAME) String secret) {
        var self = Optional.ofNullable(secret).flatMap(this::recognize).orElse("");
        return with(token, self, door -> PageAnswer.page(page(token, door, self, Form.EMPTY)));
    }

    @POST
    @SignedIn("the link is the right to join, with the account that one is logged in with")
    public Response join(@RestPath String token) {
        var person = access.user();
        return with(token, person.email(), door -> {
            try {
                if (!arrivals.join(door, token, person, access.ip())) {
                    return gone(person.email());
                }
            } catch (Refused refused) {
                return PageAnswer.wrong(page(token, door, person.email(), Form.EMPTY.wrong(refused)));
            }
            frame.say("Welcome to " + door.name() + ".");
            return PageAnswer.to("/" + door.slug() + "/issues");
        });
    }

    @POST
    @Path("/account")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Open("who is invited may have no account yet; the link lets them make one, for the invited address only")
    public Response arrive(
            @RestPath String token,
            @RestForm @DefaultValue("") String name,
            @RestForm @DefaultValue("") String password,
            @HeaderParam(HttpHeaders.USER_AGENT) String userAgent,
            @Context HttpServerRequest request) {
        return with(token, "", door -> {
            try {
                Passwords.good(password, door.email());
                return arrivals.hasAccount(door)
                        ? logIn(token, door, password, userAgent, request)
                        : create(token, door, name, password, request);
            } catch (Refused refused) {
                var form = Form.of("name", name).wrong(refused);
                return PageAnswer.wrong(page(token, door, "", form));
            }
        });
    }

    /** A second account with the address cannot be; whoever knows the first one's password is led on, to join with it. */
    private Response logIn(
            String token,
            AccountSql.InvitationDoor door,
            String password,
            String userAgent,
            HttpServerRequest request) {
        return switch (logins.attempt(door.email(), password, access.ip(), userAgent)) {
            case Logins.Outcome.Welcome(var session, var _) -> entrance.lead(session, "/join/" + token, request);
            case Logins.Outcome.Wrong() -> throw new Refused("email", Logins.WRONG);
            case Logins.Outcome.TooMany many -> throw new Refused("email", many.words());
        };
    }

    private Response create(
            String token, AccountSql.InvitationDoor door, String name, String password, HttpServerRequest request) {
        return arrivals.arrive(door, token, name, password, access.ip())
                .map(user -> {
                    frame.say("Welcome to " + door.name() + ".");
                    return entrance.lead(user, "/" + door.slug() + "/issues", request);
                })
                .orElseGet(() -> gone(""));
    }

    private Response with(String token, String self, Function<AccountSql.InvitationDoor, Response> work) {
        return arrivals.at(token).map(work).orElseGet(() -> gone(self));
    }

    private static Response gone(String self) {
        return PageAnswer.gone(Templates.gone(self));
    }

    /** An open page: the gate has not asked who is there. */
    private Optional<String> recognize(String secret) {
        return sql.bySession(Secrets.sha256(secret)).map(person -> {
            frame.reader(person.name(), SessionCookie.csrf(secret));
            return person.email();
        });
    }

    private static TemplateInstance page(String token, AccountSql.InvitationDoor door, String self, Form form) {
        return Templates.join(token, door.name(), door.email(), door.role().label(), self, form);
    }
}
