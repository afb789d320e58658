package tocsin.issue;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The address of a list as somebody looks at it; each filter is a step to another one. A new filter begins at the top. */
record ListAddress(String path, IssueQuery query, IssueSort sort, Sparkline.Span span) {

    String to(IssueQuery other) {
        return address(other, sort, span, Optional.empty());
    }

    String to(IssueSort other) {
        return address(query, other, span, Optional.empty());
    }

    String to(Sparkline.Span other) {
        return address(query, sort, other, Optional.empty());
    }

    String to(Cursor cursor) {
        return address(query, sort, span, Optional.of(cursor));
    }

    String here(Optional<Cursor> cursor) {
        return address(query, sort, span, cursor);
    }

    private String address(IssueQuery query, IssueSort sort, Sparkline.Span span, Optional<Cursor> cursor) {
        var address = new StringBuilder(path).append("?query=").append(encoded(query.text()));
        if (sort != IssueSort.LAST_SEEN) {
            address.append("&sort=").append(sort.word);
        }
        if (span != Sparkline.Span.DAY) {
            address.append("&trend=").append(span.word);
        }
        cursor.ifPresent(place -> address.append("&cursor=").append(place.text()));
        return address.toString();
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
