package tocsin.project;

import java.time.Instant;
import tocsin.grouping.GroupingPlan;
import tocsin.grouping.GroupingRules;
import tocsin.grouping.GroupingVersion;

/**
 * How a project wants its events to be grouped.
 *
 * @param former the version before the last change, while its keys still count; otherwise null
 * @param formerUntil when that ends; null when it does not matter
 * @param rules one in a line; may be empty
 */
public record GroupingChoice(GroupingVersion version, GroupingVersion former, Instant formerUntil, String rules) {

    public GroupingPlan plan() {
        return new GroupingPlan(version, former, GroupingRules.of(rules));
    }

    public boolean isNewest() {
        return version == GroupingVersion.NEWEST;
    }
}
