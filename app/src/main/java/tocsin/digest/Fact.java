package tocsin.digest;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Something that others want to hear of, once it is committed.
 *
 * @param issue that was opened or came back; null of events
 * @param level of its first event; null where it is the issue's
 * @param environments where it happened, separated by line breaks
 * @param events the ids of events that were stored, 16 bytes each; null of issues
 * @param happenedAt when; of events, when the first of them was received
 */
record Fact(
        String tenant,
        long project,
        Kind kind,
        Long issue,
        Long level,
        String environments,
        byte[] events,
        Instant happenedAt) {

    enum Kind {
        /** A problem that was not there before. */
        OPENED,
        /** A problem that was resolved, and happened again. */
        REGRESSED,
        /** Events, in a project that forwards all of them. */
        STORED
    }

    /** So many events to one fact: no delivery of them is too large to be read at once. */
    static final int EVENTS = 100;

    /** What a batch made true. */
    static List<Fact> of(List<Batch.Entry> events, Assignment.Result assigned, Set<Long> watched) {
        var facts = new ArrayList<Fact>();
        if (!assigned.opened().isEmpty()) {
            opened(events, assigned, facts);
        }
        if (!watched.isEmpty()) {
            stored(events, watched, facts);
        }
        return facts;
    }

    private static void opened(List<Batch.Entry> events, Assignment.Result assigned, List<Fact> facts) {
        var told = new HashSet<Long>();
        for (var entry : events) {
            var issue = assigned.issues().get(entry);
            if (assigned.opened().contains(issue) && told.add(issue)) {
                var event = entry.stored().event();
                facts.add(new Fact(
                        entry.origin().tenant(),
                        entry.origin().project(),
                        Kind.OPENED,
                        issue,
                        (long) event.level().ordinal(),
                        event.environment(),
                        null,
                        event.timestamp()));
            }
        }
    }

    private static void stored(List<Batch.Entry> events, Set<Long> watched, List<Fact> facts) {
        var byProject = new TreeMap<IssueKeySql.ProjectRef, List<Batch.Entry>>();
        for (var entry : events) {
            var origin = entry.origin();
            if (watched.contains(origin.project())) {
                byProject
                        .computeIfAbsent(
                                new IssueKeySql.ProjectRef(origin.tenant(), origin.project()), p -> new ArrayList<>())
                        .add(entry);
            }
        }
        byProject.forEach((project, entries) -> {
            for (var from = 0; from < entries.size(); from += EVENTS) {
                var part = entries.subList(from, Math.min(from + EVENTS, entries.size()));
                facts.add(new Fact(
                        project.tenant(),
                        project.project(),
                        Kind.STORED,
                        null,
                        null,
                        null,
                        ids(part),
                        part.stream()
                                .map(entry -> entry.origin().receivedAt())
                                .min(Instant::compareTo)
                                .orElseThrow()));
            }
        });
    }

    private static byte[] ids(List<Batch.Entry> entries) {
        var ids = ByteBuffer.allocate(16 * entries.size());
        for (var entry : entries) {
            var id = entry.stored().event().id();
            ids.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
        }
        return ids.array();
    }

    /** Of the issues that were added to, those that came back. */
    static List<Fact> regressed(Collection<IssueDelta> deltas, Set<IssueDelta.Ref> reopened) {
        return deltas.stream()
                .filter(delta -> reopened.contains(delta.ref))
                .map(delta -> new Fact(
                        delta.ref.tenant(),
                        delta.project,
                        Kind.REGRESSED,
                        delta.ref.issue(),
                        null,
                        delta.hours.keySet().stream()
                                .map(IssueDelta.Hour::environment)
                                .collect(Collectors.toCollection(TreeSet::new))
                                .stream()
                                .collect(Collectors.joining("\n")),
                        null,
                        delta.last))
                .toList();
    }
}
