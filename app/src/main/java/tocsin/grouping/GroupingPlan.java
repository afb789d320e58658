package tocsin.grouping;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tocsin.sentry.SentryEvent;

/**
 * How a project groups its events.
 *
 * @param former the version that it had before, as long as its keys still find and make issues; null after that
 */
public record GroupingPlan(GroupingVersion version, GroupingVersion former, GroupingRules rules) {

    /** Of a project that is new and has no rules. */
    public static final GroupingPlan NEWEST = new GroupingPlan(GroupingVersion.NEWEST, null, GroupingRules.NONE);

    public Grouped of(SentryEvent event) {
        var grouped = Grouping.of(event, version, rules);
        return former == null || former == version
                ? grouped
                : grouped.beside(keys(Grouping.of(event, former, rules), grouped));
    }

    private static List<byte[]> keys(Grouped before, Grouped now) {
        var keys = new ArrayList<byte[]>();
        for (var key : before.keys()) {
            if (now.keys().stream().noneMatch(known -> Arrays.equals(known, key))) {
                keys.add(key);
            }
        }
        return keys;
    }
}
