package tocsin.digest;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
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

    /** Whether this was received before somebody whom it names was to be erased. */
    boolean isNamedBy(Origin origin, Accepted item) {
        var theirs = asked.getOrDefault(origin.tenant(), NOTHING);
        if (!origin.receivedAt().isBefore(theirs.newest())) {
            return false;
        }
        return switch (item) {
            case Accepted.Stored stored -> isAmong(origin, Names.in(stored.event()));
            case Accepted.Unprocessed raw -> isAmong(origin, Names.in(raw.raw(), raw.id(), origin.receivedAt()));
            case Accepted.Counted counted -> false;
        };
    }

    /** Whether one of these names is that of somebody who was to be erased afterwards. */
    boolean isAmong(Origin origin, Names names) {
        return asked.getOrDefault(origin.tenant(), NOTHING).isMet(origin, names);
    }
}
