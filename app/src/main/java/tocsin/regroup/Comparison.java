package tocsin.regroup;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tocsin.grouping.GroupingPlan;

/**
 * Where stored events would go under another plan, found in the way in which arriving events find their issues: the
 * strongest key that leads somewhere wins. Keys that lead nowhere yet make a new group, which goes on as the issue that
 * most of its events are in, unless that one lives on elsewhere.
 */
final class Comparison {

    /**
     * Where some events would go.
     *
     * @param issue that is there already; null for a group that only the other plan makes
     * @param number of the group
     */
    record Target(Long issue, int number) {}

    /**
     * A key that is to lead to an issue.
     *
     * @param follows the key that it goes with; null when it goes by itself
     */
    record Inherited(HexKey key, HexKey follows, Long issue) {}

    /** So many events of an issue would go the same way, and what one of them is called. */
    static final class Flow {
        int events;
        String title;
        String culprit;
    }

    private final GroupingPlan plan;
    private final Map<HexKey, Target> known = new HashMap<>();
    private final Map<Integer, List<Inherited>> groups = new LinkedHashMap<>();
    private final Map<Long, Map<Target, Flow>> flows = new LinkedHashMap<>();

    Comparison(GroupingPlan plan) {
        this.plan = plan;
    }

    /** What an event would be called, and its keys, the strongest first. */
    record Regrouped(long issue, List<HexKey> keys, String title, String culprit) {}

    Regrouped regrouped(Sample sample) {
        var grouped = plan.of(sample.event());
        return new Regrouped(
                sample.issue(), grouped.keys().stream().map(HexKey::of).toList(), grouped.title(), grouped.culprit());
    }

    /** @param leading the issues that keys lead to today */
    void add(List<Regrouped> events, Map<HexKey, Long> leading) {
        leading.forEach((key, issue) -> known.putIfAbsent(key, new Target(issue, 0)));
        for (var event : events) {
            var target = target(event);
            var flow = flows.computeIfAbsent(event.issue(), issue -> new LinkedHashMap<>())
                    .computeIfAbsent(target, t -> new Flow());
            flow.events++;
            flow.title = event.title();
            flow.culprit = event.culprit();
        }
    }

    private Target target(Regrouped event) {
        Target found = null;
        for (var key : event.keys()) {
            found = found == null ? known.get(key) : found;
        }
        if (found == null) {
            found = new Target(null, groups.size() + 1);
            groups.put(found.number(), new ArrayList<>());
        }
        for (var key : event.keys()) {
            if (known.putIfAbsent(key, found) == null && found.issue() == null) {
                var own = event.keys().getFirst();
                groups.get(found.number()).add(new Inherited(key, key.equals(own) ? null : own, null));
            }
        }
        return found;
    }

    /** By issue, where its events would go, when each new group that can goes on as an issue that is there. */
    Map<Long, Map<Target, Flow>> flows() {
        var heirs = heirs();
        var settled = new LinkedHashMap<Long, Map<Target, Flow>>();
        flows.forEach((issue, targets) -> {
            var own = new LinkedHashMap<Target, Flow>();
            targets.forEach((target, flow) -> {
                var heir = target.issue() == null ? heirs.get(target.number()) : null;
                own.merge(heir == null ? target : new Target(heir, 0), flow, Comparison::sum);
            });
            settled.put(issue, own);
        });
        return settled;
    }

    /** The keys that are to lead to issues that are there, so that these go on. */
    List<Inherited> inheritance() {
        var keys = new ArrayList<Inherited>();
        heirs().forEach((group, issue) ->
                groups.get(group).forEach(key -> keys.add(new Inherited(key.key(), key.follows(), issue))));
        return keys;
    }

    private Map<Integer, Long> heirs() {
        var sizes = new HashMap<Integer, Map<Long, Integer>>();
        var living = new HashSet<Long>();
        flows.forEach((issue, targets) -> targets.forEach((target, flow) -> {
            if (target.issue() == null) {
                sizes.computeIfAbsent(target.number(), group -> new LinkedHashMap<>())
                        .merge(issue, flow.events, Integer::sum);
            } else {
                living.add(target.issue());
            }
        }));
        return chosen(sizes, living);
    }

    private static Map<Integer, Long> chosen(Map<Integer, Map<Long, Integer>> sizes, Set<Long> taken) {
        var heirs = new HashMap<Integer, Long>();
        sizes.entrySet().stream()
                .sorted(Comparator.comparingInt(
                                (Map.Entry<Integer, Map<Long, Integer>> group) -> -total(group.getValue()))
                        .thenComparing(Map.Entry::getKey))
                .forEach(group -> group.getValue().entrySet().stream()
                        .sorted(Map.Entry.<Long, Integer>comparingByValue().reversed())
                        .map(Map.Entry::getKey)
                        .filter(taken::add)
                        .findFirst()
                        .ifPresent(issue -> heirs.put(group.getKey(), issue)));
        return heirs;
    }

    private static int total(Map<Long, Integer> events) {
        return events.values().stream().mapToInt(Integer::intValue).sum();
    }

    private static Flow sum(Flow one, Flow other) {
        one.events += other.events;
        return one;
    }
}
