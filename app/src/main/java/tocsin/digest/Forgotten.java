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

        private boolean isMetBy(Names names) {
            return names.of(kind).anyMatch(name -> mark.equals(new Subject(kind, name).mark()));
        }
    }

    private final Map<String, List<Wish>> wishes;

    private Forgotten(Collection<Wish> wishes) {
        this.wishes = wishes.stream().collect(Collectors.groupingBy(Wish::tenant));
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
        var asked = wishes.getOrDefault(origin.tenant(), List.of()).stream()
                .filter(wish -> wish.isAbout(origin))
                .toList();
        if (asked.isEmpty()) {
            return false;
        }
        return switch (item) {
            case Accepted.Stored stored -> isMet(asked, Names.in(stored.event()));
            case Accepted.Unprocessed raw -> isMet(asked, Names.in(raw.raw(), raw.id(), origin.receivedAt()));
            case Accepted.Counted counted -> false;
        };
    }

    private static boolean isMet(List<Wish> asked, Names names) {
        return asked.stream().anyMatch(wish -> wish.isMetBy(names));
    }
}
