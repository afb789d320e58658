package tocsin.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jboss.resteasy.reactive.RestResponse;
import tocsin.config.Settings;

/** Lists in slices, with the {@code Link} header that Sentry's clients follow. */
@ApplicationScoped
public class Slices {

    public static final int SIZE = 100;

    private final Settings settings;

    Slices(Settings settings) {
        this.settings = settings;
    }

    /** A slice of a list that is short enough to be held in memory; the cursor is how many to leave out. */
    public <T> RestResponse<List<T>> of(List<T> all, String cursor, UriInfo uri) {
        var from = (int) Math.min(position(cursor, 0), all.size());
        var to = Math.min(from + SIZE, all.size());
        return answer(all.subList(from, to), uri, Math.max(from - SIZE, 0), from > 0, to, to < all.size());
    }

    /** A slice that the database has cut, with one row more when there are more; the cursor is the last row's id. */
    public <T> RestResponse<List<T>> before(List<T> found, ToLongFunction<T> id, String cursor, UriInfo uri) {
        var shown = found.subList(0, Math.min(SIZE, found.size()));
        var last = shown.isEmpty() ? 0 : id.applyAsLong(shown.getLast());
        return answer(shown, uri, Long.MAX_VALUE, cursor != null && !cursor.isEmpty(), last, found.size() > SIZE);
    }

    public static long position(String cursor, long otherwise) {
        if (cursor == null || cursor.isEmpty()) {
            return otherwise;
        }
        try {
            return Long.parseUnsignedLong(cursor) & Long.MAX_VALUE;
        } catch (NumberFormatException e) {
            throw new BadRequestException("The cursor is not one that was given out");
        }
    }

    private <T> RestResponse<List<T>> answer(
            List<T> slice, UriInfo uri, long previous, boolean hasPrevious, long next, boolean hasNext) {
        return RestResponse.ResponseBuilder.ok(slice)
                .header(
                        HttpHeaders.LINK,
                        link(uri, "previous", previous, hasPrevious) + ", " + link(uri, "next", next, hasNext))
                .build();
    }

    private String link(UriInfo uri, String rel, long cursor, boolean results) {
        var target =
                uri.getRequestUriBuilder().replaceQueryParam("cursor", cursor).build();
        return "<%s%s?%s>; rel=\"%s\"; results=\"%s\"; cursor=\"%d\""
                .formatted(settings.url(), target.getRawPath(), target.getRawQuery(), rel, results, cursor);
    }
}
