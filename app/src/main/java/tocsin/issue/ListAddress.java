package tocsin.issue;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The address of a list as somebody looks at it; each filter is a step to another one. A new filter begins at the top. */
record ListAddress(String path, IssueQuery query, IssueSort sort, Sparkline.Span span) {

    String to(IssueQuery other) {
        return address(new ListAddress(path, other, sort, span), Optional.empty());
    }

    String to(IssueSort other) {
        return address(new ListAddress(path, query, other, span), Optional.empty());
    }

    String to(Sparkline.Span other) {
        return address(new ListAddress(path, query, sort, other), Optional.empty());
    }

    String to(Cursor cursor) {
        return address(this, Optional.of(cursor));
    }

    String here(Optional<Cursor> cursor) {
        return address(this, cursor);
    }

    /** What stays when somebody searches: the order and the span, where they are not the usual ones. */
    Map<String, String> view() {
        var view = new LinkedHashMap<String, String>();
        if (sort != IssueSort.LAST_SEEN) {
            view.put("sort", sort.word);
        }
        if (span != Sparkline.Span.DAY) {
            view.put("trend", span.word);
        }
        return view;
    }

    private static String address(ListAddress at, Optional<Cursor> cursor) {
        var address = new StringBuilder(at.path).append("?query=").append(encoded(at.query.text()));
        at.view()
                .forEach((name, value) ->
                        address.append('&').append(name).append('=').append(value));
        cursor.ifPresent(place -> address.append("&cursor=").append(place.text()));
        return address.toString();
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
