package tocsin.regroup;

import io.quarkus.qute.TemplateData;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tocsin.regroup.Comparison.Flow;
import tocsin.regroup.Comparison.Target;
import tocsin.web.Words;

/**
 * What another grouping would do to the issues whose events were looked at.
 *
 * @param unchanged how many issues would stay as they are
 * @param more how many changes are not listed
 */
@RegisterForReflection
@TemplateData
public record Report(int events, int issues, int unchanged, List<Split> splits, List<Union> unions, int more) {

    private static final int LISTED = 100;

    /** An issue and how many of its events are meant. */
    @RegisterForReflection
    @TemplateData
    public record Part(String issue, String title, int events) {}

    /** One issue would be several. {@code parts} without an issue would be new ones. */
    @RegisterForReflection
    @TemplateData
    public record Split(Part issue, List<Part> parts) {}

    /** Several issues would be one. */
    @RegisterForReflection
    @TemplateData
    public record Union(String issue, String title, List<Part> parts) {}

    static Report of(int events, Comparison comparison, Map<Long, String> titles) {
        var flows = comparison.flows();
        var splits = new ArrayList<Split>();
        var sources = new LinkedHashMap<Target, List<Part>>();
        var stays = 0;
        for (var issue : flows.entrySet()) {
            var whole = part(issue.getKey(), titles, total(issue.getValue()));
            if (issue.getValue().size() > 1) {
                splits.add(new Split(whole, parts(issue.getValue(), titles)));
            }
            issue.getValue().forEach((target, flow) -> sources.computeIfAbsent(target, t -> new ArrayList<>())
                    .add(part(issue.getKey(), titles, flow.events)));
            stays += issue.getValue().keySet().equals(Set.of(new Target(issue.getKey(), 0))) ? 1 : 0;
        }
        var unions = new ArrayList<Union>();
        sources.forEach((target, from) -> {
            if (from.size() > 1 || isAnother(target, from)) {
                unions.add(new Union(id(target.issue()), titles.getOrDefault(target.issue(), ""), from));
            }
        });
        return new Report(
                events,
                flows.size(),
                stays,
                List.copyOf(splits.subList(0, Math.min(LISTED, splits.size()))),
                List.copyOf(unions.subList(0, Math.min(LISTED, unions.size()))),
                Math.max(0, splits.size() - LISTED) + Math.max(0, unions.size() - LISTED));
    }

    /** Into an issue of which no event was looked at. */
    private static boolean isAnother(Target target, List<Part> from) {
        return target.issue() != null && !from.getFirst().issue().equals(id(target.issue()));
    }

    private static List<Part> parts(Map<Target, Flow> targets, Map<Long, String> titles) {
        return targets.entrySet().stream()
                .map(target -> target.getKey().issue() == null
                        ? new Part(null, called(target.getValue()), target.getValue().events)
                        : part(target.getKey().issue(), titles, target.getValue().events))
                .toList();
    }

    private static String called(Flow flow) {
        return flow.culprit == null ? flow.title : flow.title + " · " + flow.culprit;
    }

    private static Part part(Long issue, Map<Long, String> titles, int events) {
        return new Part(id(issue), titles.getOrDefault(issue, ""), events);
    }

    private static int total(Map<Target, Flow> targets) {
        return targets.values().stream().mapToInt(flow -> flow.events).sum();
    }

    private static String id(Long issue) {
        return issue == null ? null : issue.toString();
    }

    public boolean isWithoutChange() {
        return splits.isEmpty() && unions.isEmpty();
    }

    /** On how much it was tried, in words. */
    public String tried() {
        return "tried on the newest events of " + Words.of(issues, "issue", "issues") + ", "
                + Words.of(events, "event", "events") + " together, and not saved";
    }
}
