package tocsin.regroup;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.HashMap;
import tocsin.account.Access;
import tocsin.grouping.GroupingPlan;
import tocsin.grouping.GroupingRules;
import tocsin.grouping.GroupingVersion;
import tocsin.project.GroupingChoice;
import tocsin.project.GroupingSettings;

/** Changes a project's grouping, and lets the issues that are there go on where the new one would begin them anew. */
@ApplicationScoped
class Regrouping {

    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final Access access;
    private final GroupingSettings settings;
    private final Trials trials;
    private final SampleSql samples;

    Regrouping(Access access, GroupingSettings settings, Trials trials, SampleSql samples) {
        this.access = access;
        this.settings = settings;
        this.trials = trials;
        this.samples = samples;
    }

    GroupingChoice choice(long project) {
        return settings.of(project);
    }

    /** The keys of stored events by the new rules lead to the issues that go on, before the first event comes by them. */
    @Transactional
    GroupingChoice saveRules(long project, String rules) {
        var before = settings.of(project);
        var text = GroupingSettings.checked(rules);
        if (text.equals(before.rules())) {
            return before;
        }
        var plan = new GroupingPlan(before.version(), null, GroupingRules.of(text));
        var comparison = trials.compare(access.tenant(), project, plan, LONGEST, new HashMap<>(), examined -> {});
        var inherited = comparison.inheritance();
        if (!inherited.isEmpty()) {
            samples.lead(access.tenant(), project, inherited);
        }
        return settings.saveRules(project, text);
    }

    GroupingChoice upgrade(long project, GroupingVersion version) {
        return settings.change(project, version);
    }
}
