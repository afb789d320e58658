package tocsin.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** What was answered to one person is kept by no cache for another, unless the route itself says how long. */
@ApplicationScoped
class PrivateAnswers {

    private final Access access;

    PrivateAnswers(Access access) {
        this.access = access;
    }

    @ServerResponseFilter
    public void mark(ContainerRequestContext request, ContainerResponseContext response) {
        var headers = response.getHeaders();
        if (access.known().isEmpty() && response.getStatus() < 300) {
            return;
        }
        headers.computeIfAbsent(HttpHeaders.CACHE_CONTROL, name -> listOf("no-store"));
        headers.computeIfAbsent(
                HttpHeaders.VARY, name -> listOf(Gate.isApi(request) ? HttpHeaders.AUTHORIZATION : HttpHeaders.COOKIE));
    }

    private static java.util.List<Object> listOf(String value) {
        return new java.util.ArrayList<>(java.util.List.of(value));
    }
}
