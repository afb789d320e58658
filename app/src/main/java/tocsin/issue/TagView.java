package tocsin.issue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import tocsin.sentry.SentryEvent.Tag;
import tocsin.web.Share;

/** How the values of a tag are spread over an issue's events. */
public record TagView(String name, long total, List<Share> shares) {

    private static final int MOST = 40;

    /** Each share leads to the issues of the project that have it. */
    static List<TagView> of(String list, List<IssueSql.TagValue> values) {
        var byKey = new LinkedHashMap<String, List<IssueSql.TagValue>>();
        values.forEach(value ->
                byKey.computeIfAbsent(value.key(), key -> new ArrayList<>()).add(value));
        return byKey.entrySet().stream()
                .limit(MOST)
                .map(tag -> new TagView(
                        tag.getKey(),
                        tag.getValue().getFirst().ofKey(),
                        tag.getValue().stream().map(value -> share(list, value)).toList()))
                .toList();
    }

    private static Share share(String list, IssueSql.TagValue value) {
        var query = new IssueQuery(null, null, List.of(new Tag(value.key(), value.value())), List.of());
        return new Share(
                value.value(),
                value.quantity(),
                (int) Math.round(100.0 * value.quantity() / value.ofKey()),
                list + "?query=" + ListAddress.encoded(query.text()));
    }
}
