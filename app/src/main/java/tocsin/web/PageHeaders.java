package tocsin.web;

import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** A page is one person's, and may be a fragment under the same address: nobody else keeps it, and it is asked for anew. */
class PageHeaders {

    @ServerResponseFilter
    public void add(ContainerResponseContext response) {
        var type = response.getMediaType();
        if (type == null || !MediaType.TEXT_HTML_TYPE.isCompatible(type)) {
            return;
        }
        response.getHeaders().add(HttpHeaders.VARY, "Cookie, " + Htmx.REQUEST);
        response.getHeaders().putIfAbsent(HttpHeaders.CACHE_CONTROL, List.of("private, no-cache"));
    }
}
