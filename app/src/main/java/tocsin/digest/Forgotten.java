package tocsin.digest;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Those whom organizations asked to be erased, for what lay on a disk meanwhile. Of their names nothing is left by then but
 * a hash.
 */
final class Forgotten {

    /**
     * That somebody be erased.
     *
     * @param project null for all of the organization
     * @param mark see {@link Subject#mark}
     */
    record Wish(String tenant, Long project, Subject.Kind kind, String mark, Instant at) {

        private boolean isAbout(Origin origin) {
            return (project == null || project == origin.project())
                    && origin.receivedAt().isBefore(at);
        }
    }

    /** What an organization asked for, by what it is looked up: a name is hashed once, however many others are erased. */
    private record Asked(Instant newest, Map<Subject.Kind, Map<String, List<Wish>>> byMark) {

        static Asked of(List<Wish> wishes) {
            return new Asked(
                    wishes.stream().map(Wish::at).max(Instant::compareTo).orElse(Instant.MIN),
                    wishes.stream().collect(Collectors.groupingBy(Wish::kind, Collectors.groupingBy(Wish::mark))));
        }

        boolean isMet(Origin origin, Names names) {
            return byMark.entrySet().stream().anyMatch(marks -> names.of(marks.getKey())
                    .map(name -> new Subject(marks.getKey(), name).mark())
                    .flatMap(mark -> marks.getValue().getOrDefault(mark, List.of()).stream())
                    .anyMatch(wish -> wish.isAbout(origin)));
        }
    }

    private static final Asked NOTHING = Asked.of(List.of());

    private final Map<String, Asked> asked;

    Forgotten(Collection<Wish> wishes) {
        this.asked = wishes.stream()
                .collect(Collectors.groupingBy(
                        Wish::tenant, Collectors.collectingAndThen(Collectors.toList(), Asked::of)));
    }

    /** Asks the database only when something among these is stale. */
    static Forgotten of(Connection connection, List<Submission> submissions) throws SQLException {
        var stale = submissions.stream()
                .filter(Submission::stale)
                .map(Submission::origin)
                .toList();
        return new Forgotten(stale.isEmpty() ? List.of() : ForgottenSql.since(connection, stale));
    }

    /**
     * What of a submission that lay somewhere was received before somebody whom it names was to be erased, with what came
     * beside it.
     */
    Set<Accepted> among(Submission submission) {
        if (!submission.stale() || !asked.containsKey(submission.origin().tenant())) {
            return Set.of();
        }
        var origin = submission.origin();
        // As it is: equal things may come from different people.
        Set<Accepted> gone = Collections.newSetFromMap(new IdentityHashMap<>());
        var ids = new HashSet<UUID>();
        for (var item : submission.items()) {
            if (isNamedBy(origin, item)) {
                gone.add(item);
                ids.add(id(item));
            }
        }
        // Words about an event that goes, then the files of either.
        for (var of : List.of(Accepted.Words.class, Accepted.File.class)) {
            submission.items().stream()
                    .filter(of::isInstance)
                    .map(Accepted.Beside.class::cast)
                    .filter(item -> ids.contains(item.event()))
                    .forEach(item -> {
                        gone.add(item);
                        ids.add(item.id());
                    });
        }
        return gone;
    }

    private static UUID id(Accepted item) {
        return switch (item) {
            case Accepted.Stored stored -> stored.event().id();
            case Accepted.Unprocessed raw -> raw.id();
            case Accepted.Beside beside -> beside.id();
            case Accepted.Counted counted -> null;
        };
    }

    private boolean isNamedBy(Origin origin, Accepted item) {
        var theirs = asked.getOrDefault(origin.tenant(), NOTHING);
        if (!origin.receivedAt().isBefore(theirs.newest())) {
            return false;
        }
        return switch (item) {
            case Accepted.Stored stored -> isAmong(origin, Names.in(stored.event()));
            case Accepted.Unprocessed raw -> isAmong(origin, Names.in(raw.raw(), raw.id(), origin.receivedAt()));
            case Accepted.Words words -> isAmong(origin, Names.in(words.said().feedback()));
            case Accepted.File file -> false;
            case Accepted.Counted counted -> false;
        };
    }

    /** Whether one of these names is that of somebody who was to be erased afterwards. */
    boolean isAmong(Origin origin, Names names) {
        return asked.getOrDefault(origin.tenant(), NOTHING).isMet(origin, names);
    }
}
