package tocsin.issue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import tocsin.sentry.SentryEvent.Tag;
import tocsin.web.Share;

/**
 * How the values of a tag are spread over an issue's events.
 *
 * @param ofMany when it has so many values that not all were looked at
 */
public record TagView(String name, long total, boolean ofMany, List<Share> shares) {

    /** Each share leads to the issues of the project that have it. */
    static List<TagView> of(String list, long events, List<IssueSql.TagValue> values) {
        var byKey = new LinkedHashMap<String, List<IssueSql.TagValue>>();
        values.forEach(value ->
                byKey.computeIfAbsent(value.key(), key -> new ArrayList<>()).add(value));
        return byKey.entrySet().stream()
                .map(tag -> of(list, tag.getKey(), events, tag.getValue()))
                .toList();
    }

    private static TagView of(String list, String name, long events, List<IssueSql.TagValue> values) {
        var first = values.getFirst();
        var total = first.ofMany() ? Math.max(events, first.ofKey()) : first.ofKey();
        return new TagView(
                name,
                total,
                first.ofMany(),
                values.stream().map(value -> share(list, value, total)).toList());
    }

    private static Share share(String list, IssueSql.TagValue value, long total) {
        var percent = (int) Math.round(100.0 * value.quantity() / total);
        if (value.value().isEmpty()) {
            // Those above the number that is told apart.
            return new Share("other", value.quantity(), percent, "");
        }
        var query = new IssueQuery(null, null, List.of(new Tag(value.key(), value.value())), List.of());
        return new Share(
                value.value(), value.quantity(), percent, list + "?query=" + ListAddress.encoded(query.text()));
    }
}
