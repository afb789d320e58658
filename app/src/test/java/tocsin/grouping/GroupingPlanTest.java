package tocsin.grouping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tocsin.grouping.Events.event;
import static tocsin.grouping.Events.own;
import static tocsin.grouping.Events.python;
import static tocsin.grouping.Events.thrown;

import org.junit.jupiter.api.Test;

class GroupingPlanTest {

    private static final String CRASH = thrown("KeyError", "a", own("shop.cart", "pay"));

    @Test
    void aProjectKeepsToItsVersion() {
        var plan = new GroupingPlan(GroupingVersion.V1, null, GroupingRules.NONE);

        var grouped = plan.of(python(CRASH));

        assertThat(grouped.version()).isEqualTo(1);
        assertThat(grouped.primary())
                .isEqualTo(new GroupingPlan(GroupingVersion.V1, null, GroupingRules.NONE)
                        .of(python(CRASH))
                        .primary());
        assertThat(grouped.primary()).isNotEqualTo(Grouping.of(python(CRASH)).primary());
    }

    @Test
    void whileItChangesAnEventHasTheKeysOfBoth() {
        var library = Events.library("web", "handle");
        var event = python(thrown("KeyError", "a", library, own("shop.cart", "pay")));
        var before = new GroupingPlan(GroupingVersion.V1, null, GroupingRules.NONE).of(event);
        var after = Grouping.of(event);

        var between = new GroupingPlan(GroupingVersion.V2, GroupingVersion.V1, GroupingRules.NONE).of(event);

        assertThat(between.version()).isEqualTo(2);
        assertThat(between.keys())
                .containsExactly(after.primary(), after.secondary(), before.primary(), before.secondary());
    }

    @Test
    void theSecondVersionKnowsTheFunctionThatCrashed() {
        var named = "{'fingerprint':['%s'],'transaction':'/cart','tags':{'shop':'rome'},'exception':[%s]}";

        assertThat(key(named.formatted("{{ function }}", CRASH))).isEqualTo(key(named.formatted("pay", CRASH)));
        assertThat(key(named.formatted("{{ module }}", CRASH))).isEqualTo(key(named.formatted("shop.cart", CRASH)));
        assertThat(key(named.formatted("{{ tags.shop }}", CRASH))).isEqualTo(key(named.formatted("rome", CRASH)));
        assertThat(key(named.formatted("{{ unknown }}", CRASH)))
                .isEqualTo(key(named.formatted("{{ unknown }}", CRASH)))
                .isNotEqualTo(key(named.formatted("{{ other }}", CRASH)));
    }

    @Test
    void inTheFirstVersionTheFunctionIsTheCulprit() {
        var named = "{'fingerprint':['%s'],'transaction':'/cart','exception':[%s]}";
        var plan = new GroupingPlan(GroupingVersion.V1, null, GroupingRules.NONE);

        assertThat(plan.of(event(named.formatted("{{ function }}", CRASH))).primary())
                .isEqualTo(plan.of(event(named.formatted("/cart", CRASH))).primary());
    }

    @Test
    void aVersionOfANewerReleaseIsNotGuessed() {
        assertThat(GroupingVersion.of(1)).isEqualTo(GroupingVersion.V1);
        assertThat(GroupingVersion.NEWEST).isEqualTo(GroupingVersion.V2);
        assertThatThrownBy(() -> GroupingVersion.of(99)).hasMessageContaining("99");
    }

    private static byte[] key(String json) {
        return Grouping.of(event(json)).primary();
    }
}
