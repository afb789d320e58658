package tocsin.account;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import tocsin.tenant.CurrentTenant;
import tocsin.web.ClientAddress;
import tocsin.web.Frame;
import tocsin.web.Place;

/**
 * Every request to a resource method passes here: who is it, whose data is it, may they? Pages know people by session
 * cookie, the API by token, and neither takes the other's. What is not annotated is refused.
 */
@ApplicationScoped
class Gate {

    /** Nobody reads through more of them in the rail; the list of projects has them all. */
    private static final int MOST_LISTED = 50;

    private final Access access;
    private final CurrentTenant tenant;
    private final AccountSql sql;
    private final Frame frame;
    private final ClientAddress clients;

    Gate(Access access, CurrentTenant tenant, AccountSql sql, Frame frame, ClientAddress clients) {
        this.access = access;
        this.tenant = tenant;
        this.sql = sql;
        this.frame = frame;
        this.clients = clients;
    }

    @ServerRequestFilter(priority = Priorities.AUTHENTICATION)
    public Response enter(ContainerRequestContext request, ResourceInfo resource, HttpServerRequest http) {
        access.from(clients.of(http));
        tenant.hurry();
        var method = resource.getResourceMethod();
        if (isApi(request)) {
            // Nothing under /api is a form, whatever a client calls its body; so nobody but its reader reads it.
            if (isForm(request.getMediaType())) {
                http.headers().set(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_OCTET_STREAM);
            }
            enterApi(request, method);
            return null;
        }
        return enterPage(request, method);
    }

    private void enterApi(ContainerRequestContext request, Method method) {
        if (method.isAnnotationPresent(Open.class)) {
            return;
        }
        var door = sql.byToken(Secrets.sha256(bearer(request))).orElseThrow(() -> unauthorized("invalid_token"));
        access.byToken(door.person(), door.token());
        var org = request.getUriInfo().getPathParameters().getFirst("org");
        if (org != null && !org.equals(door.slug()) && !org.equals(door.tenant())) {
            throw new NotFoundException();
        }
        into(
                door.tenant(),
                door.slug(),
                Rights.ofToken(door.role(), door.person().instanceAdmin(), door.scopes()));
        sql.touchToken(door.tenant(), door.token());
        require(method);
    }

    private Response enterPage(ContainerRequestContext request, Method method) {
        if (method.isAnnotationPresent(Open.class)) {
            return null;
        }
        var org = request.getUriInfo().getPathParameters().getFirst("org");
        if (org != null && !Slug.mayBeOrganization(org)) {
            throw new NotFoundException();
        }
        var cookie = request.getCookies().get(SessionCookie.NAME);
        if (cookie != null) {
            recognize(cookie.getValue());
        }
        if (access.known().isEmpty()) {
            return toLogin(request);
        }
        if (access.user().temporaryPassword() && !isOpenToTemporaryPasswords(method)) {
            return toNewPassword(request);
        }
        frame.reader(access.user().name(), access.csrf().orElseThrow());
        if (org != null) {
            var memberships = sql.memberships(access.user().id());
            var member = memberships.stream()
                    .filter(membership -> membership.slug().equals(org))
                    .findFirst()
                    .orElseThrow(NotFoundException::new);
            into(
                    member.tenant(),
                    member.slug(),
                    Rights.ofSession(member.role(), access.user().instanceAdmin()));
            frame.within(org, member.name())
                    .offer(memberships.stream()
                            .map(other -> new Place(other.name(), "/" + other.slug() + "/issues", other == member))
                            .toList());
            if (request.getHeaderString("HX-Request") == null) {
                showProjects(request.getUriInfo().getPathParameters().getFirst("project"));
            }
        }
        require(method);
        return null;
    }

    private void showProjects(String current) {
        var home = "/" + access.org() + "/";
        var first = access.firstProjects(MOST_LISTED);
        var here = Optional.ofNullable(current).flatMap(access::knownProject).filter(project -> project.slug()
                .equals(current));
        frame.list(
                Stream.concat(first.stream(), here.filter(project -> !first.contains(project)).stream())
                        .map(project -> new Place(
                                project.name(),
                                home + project.slug() + "/issues",
                                project.slug().equals(current)))
                        .toList(),
                first.size() < MOST_LISTED ? first.size() : access.countProjects());
        here.ifPresent(project -> frame.about(project.slug(), project.name()));
    }

    private void recognize(String secret) {
        var hash = Secrets.sha256(secret);
        sql.bySession(hash).ifPresent(person -> {
            access.bySession(person, hash, SessionCookie.csrf(secret));
            sql.touchSession(hash);
        });
    }

    private void into(String id, String slug, Rights rights) {
        tenant.enter(id);
        access.in(id, slug, rights);
    }

    private void require(Method method) {
        var signedIn = method.getAnnotation(SignedIn.class);
        if (signedIn != null) {
            if (signedIn.instanceAdmin()) {
                requireInstanceAdmin();
            }
            return;
        }
        var allow = method.getAnnotation(Allow.class);
        if (allow == null) {
            throw new ForbiddenException("Nobody may do this yet");
        }
        access.need(allow.value());
    }

    /** A token was granted it, or cannot: one that leaks from a build must not open every organization. */
    private void requireInstanceAdmin() {
        if (!access.user().instanceAdmin()) {
            throw new NotFoundException();
        }
        if (access.session().isEmpty()) {
            access.need(Scope.INSTANCE_ADMIN);
        }
    }

    private static boolean isOpenToTemporaryPasswords(Method method) {
        var signedIn = method.getAnnotation(SignedIn.class);
        return signedIn != null && signedIn.withTemporaryPassword();
    }

    static boolean isApi(ContainerRequestContext request) {
        return request.getUriInfo().getPath().startsWith("/api/");
    }

    static boolean isForm(MediaType type) {
        return type != null
                && (MediaType.APPLICATION_FORM_URLENCODED_TYPE.isCompatible(type)
                        || MediaType.MULTIPART_FORM_DATA_TYPE.isCompatible(type));
    }

    private static String bearer(ContainerRequestContext request) {
        var header = request.getHeaderString(HttpHeaders.AUTHORIZATION);
        if (header == null || !header.regionMatches(true, 0, "Bearer ", 0, 7)) {
            throw unauthorized(null);
        }
        return header.substring(7).strip();
    }

    private static HttpProblem unauthorized(String error) {
        return HttpProblem.builder()
                .withStatus(Status.UNAUTHORIZED)
                .withTitle("Unauthorized")
                .withDetail(
                        error == null
                                ? "Send an API token: Authorization: Bearer tcs_…"
                                : "This token is not valid, or not any more.")
                .withHeader(
                        HttpHeaders.WWW_AUTHENTICATE,
                        "Bearer realm=\"tocsin\"" + (error == null ? "" : ", error=\"" + error + "\""))
                .build();
    }

    /** A browser is led to the login and back again; a script on a page is told to go there. */
    private static Response toLogin(ContainerRequestContext request) {
        var reading = request.getMethod().equals("GET");
        var login = reading ? "/login?next=" + encoded(request.getUriInfo().getRequestUri()) : "/login";
        if (request.getHeaderString("HX-Request") != null) {
            return Response.status(Status.UNAUTHORIZED)
                    .header("HX-Redirect", "/login")
                    .build();
        }
        return Response.seeOther(URI.create(login))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    private static Response toNewPassword(ContainerRequestContext request) {
        if (request.getHeaderString("HX-Request") != null) {
            return Response.status(Status.FORBIDDEN)
                    .header("HX-Redirect", "/account")
                    .build();
        }
        return Response.seeOther(URI.create("/account"))
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    private static String encoded(URI uri) {
        var query = uri.getRawQuery();
        return URLEncoder.encode(
                query == null ? uri.getRawPath() : uri.getRawPath() + "?" + query, StandardCharsets.UTF_8);
    }
}
