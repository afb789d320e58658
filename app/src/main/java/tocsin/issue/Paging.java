package tocsin.issue;

import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.Optional;

/** The {@code Link} header that leads through a list. Clients look at {@code results} before they follow. */
final class Paging {

    private Paging() {}

    static String header(URI address, UriInfo uri, Optional<String> previous, Optional<String> next) {
        return link(address, uri, "previous", previous) + ", " + link(address, uri, "next", next);
    }

    private static String link(URI address, UriInfo uri, String relation, Optional<String> cursor) {
        var target = uri.getRequestUriBuilder()
                .replaceQueryParam("cursor", cursor.orElse(""))
                .build();
        return "<%s%s?%s>; rel=\"%s\"; results=\"%s\"; cursor=\"%s\""
                .formatted(
                        address,
                        target.getRawPath(),
                        target.getRawQuery(),
                        relation,
                        cursor.isPresent(),
                        cursor.orElse(""));
    }
}
