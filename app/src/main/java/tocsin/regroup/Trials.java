package tocsin.regroup;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.NotFoundException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.IntConsumer;
import org.jboss.logging.Logger;
import tocsin.account.Refused;
import tocsin.grouping.GroupingPlan;
import tocsin.grouping.GroupingRules;
import tocsin.grouping.GroupingVersion;
import tocsin.project.GroupingSettings;
import tocsin.tenant.CurrentTenant;

/**
 * Shows what another grouping would do to stored events, before anything changes. It looks at the newest events of the
 * issues last seen, a few of each, so that a loud issue does not hide the others.
 */
@ApplicationScoped
class Trials {

    private static final Logger LOG = Logger.getLogger(Trials.class);

    static final int MOST_EVENTS = 10_000;
    private static final int OF_EACH_ISSUE = 20;
    /** So many payloads at most are in memory together. */
    private static final int ISSUES_AT_ONCE = 10;

    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final Duration PATIENCE = Duration.ofMillis(1_500);

    /** Grouping is work for the processor, which events need more. */
    private final Semaphore turns = new Semaphore(2);

    private final TrialSql trials;
    private final SampleSql samples;

    Trials(TrialSql trials, SampleSql samples) {
        this.trials = trials;
        this.samples = samples;
    }

    /** Begins in the background and answers soon, perhaps with the result. */
    Trial begin(String tenant, long project, GroupingVersion version, String rules) {
        var plan = new GroupingPlan(version, null, GroupingRules.of(GroupingSettings.checked(rules)));
        if (trials.isBusy(tenant, project) || !turns.tryAcquire()) {
            throw new Refused("rules", "Another look at stored events is under way: wait for it to end");
        }
        Thread worker;
        long id;
        try {
            id = trials.begin(tenant, project, version.number(), rules, MOST_EVENTS);
            worker = Thread.ofVirtual()
                    .name("grouping-trial")
                    .start(() -> CurrentTenant.run(tenant, () -> run(tenant, project, id, plan)));
        } catch (RuntimeException e) {
            turns.release();
            throw e;
        }
        try {
            worker.join(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return get(tenant, project, id);
    }

    Trial get(String tenant, long project, long id) {
        return trials.find(tenant, project, id).orElseThrow(NotFoundException::new);
    }

    private void run(String tenant, long project, long id, GroupingPlan plan) {
        var examined = new int[1];
        try {
            var titles = new HashMap<Long, String>();
            var comparison = compare(tenant, project, plan, LONGEST, titles, count -> {
                examined[0] = count;
                trials.progress(tenant, id, count);
            });
            trials.end(tenant, id, examined[0], ReportJson.write(Report.of(examined[0], comparison, titles)));
        } catch (RuntimeException e) {
            LOG.error("What another grouping would do could not be found out", e);
            trials.end(tenant, id, examined[0], null);
        } finally {
            turns.release();
        }
    }

    /** @param titles takes what the issues are called */
    Comparison compare(
            String tenant,
            long project,
            GroupingPlan plan,
            Duration longest,
            Map<Long, String> titles,
            IntConsumer progress) {
        var end = Instant.now().plus(longest);
        var comparison = new Comparison(plan);
        SampledIssue last = null;
        var examined = 0;
        do {
            var issues = samples.issues(tenant, project, last, ISSUES_AT_ONCE);
            if (issues.isEmpty()) {
                break;
            }
            issues.forEach(issue -> titles.put(issue.id(), issue.title()));
            var events = samples
                    .events(tenant, issues.stream().map(SampledIssue::id).toList(), OF_EACH_ISSUE)
                    .stream()
                    .map(comparison::regrouped)
                    .toList();
            var keys = new HashSet<HexKey>();
            events.forEach(event -> keys.addAll(event.keys()));
            comparison.add(events, samples.leading(tenant, project, keys));
            examined += events.size();
            progress.accept(examined);
            last = issues.getLast();
        } while (examined < MOST_EVENTS && Instant.now().isBefore(end));
        return comparison;
    }
}
