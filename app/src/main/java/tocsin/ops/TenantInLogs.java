package tocsin.ops;

import jakarta.ws.rs.container.ContainerRequestContext;
import org.jboss.logging.MDC;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import tocsin.tenant.CurrentTenant;

/** Adds the tenant to all further log lines of a request, once the gate has found it. */
class TenantInLogs {

    /** After authorisation. */
    private static final int LAST = 10_000;

    private final CurrentTenant tenant;

    TenantInLogs(CurrentTenant tenant) {
        this.tenant = tenant;
    }

    @ServerRequestFilter(priority = LAST)
    public void note(ContainerRequestContext request) {
        tenant.known().ifPresent(id -> MDC.put("tenant", id));
    }
}
