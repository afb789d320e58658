package tocsin.account;

import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import tocsin.config.Settings;

/** Lets people in whom another door than the login has recognized. */
@ApplicationScoped
public class Entrance {

    private final Access access;
    private final Sessions sessions;
    private final Settings settings;

    Entrance(Access access, Sessions sessions, Settings settings) {
        this.access = access;
        this.sessions = sessions;
        this.settings = settings;
    }

    /** With a session of theirs, on to a page. */
    public Response lead(long person, String path, HttpServerRequest request) {
        return lead(sessions.open(person, access.ip(), request.getHeader(HttpHeaders.USER_AGENT)), path, request);
    }

    Response lead(String session, String path, HttpServerRequest request) {
        return Response.seeOther(URI.create(path))
                .cookie(SessionCookie.of(session, SessionCookie.secure(request, settings)))
                .build();
    }
}
