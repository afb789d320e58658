package tocsin.ops;

import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ResourceInfo;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import tocsin.tenant.CurrentTenant;

/**
 * Adds to all further log lines of a request its route, as a template so that they can be counted, and its tenant, once
 * the gate has found it.
 */
class LogContext {

    private static final Logger ACCESS = Logger.getLogger("tocsin.access");

    /** After authorisation. */
    private static final int LAST = 10_000;

    private final CurrentTenant tenant;
    private final Map<Method, String> routes = new ConcurrentHashMap<>();

    LogContext(CurrentTenant tenant) {
        this.tenant = tenant;
    }

    @ServerRequestFilter(priority = LAST)
    public void note(ContainerRequestContext request, ResourceInfo resource) {
        var route = routes.computeIfAbsent(
                resource.getResourceMethod(),
                method -> path(resource.getResourceClass().getAnnotation(Path.class))
                        + path(method.getAnnotation(Path.class)));
        MDC.put("route", request.getMethod() + " " + route);
        tenant.known().ifPresent(id -> MDC.put("tenant", id));
    }

    /** A line for each answer, for whoever sets this category to DEBUG; here, because the context is still at hand. */
    @ServerResponseFilter
    public void answered(ContainerResponseContext response) {
        ACCESS.debugf("%d", response.getStatus());
    }

    private static String path(Path path) {
        return path == null || path.value().equals("/")
                ? ""
                : "/" + path.value().replaceAll("^/|/$", "");
    }
}
