package tocsin.issue;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;

/** The orders of the list, each largest or latest first. {@code word} is its name in URLs. */
public enum IssueSort {
    LAST_SEEN("date", "last_seen", "Last seen"),
    FIRST_SEEN("new", "first_seen", "First seen"),
    EVENTS("freq", "event_count", "Events"),
    USERS("user", "user_count", "Users");

    public final String word;
    public final String label;
    final String column;

    IssueSort(String word, String column, String label) {
        this.word = word;
        this.column = column;
        this.label = label;
    }

    public static Optional<IssueSort> of(String word) {
        return Arrays.stream(values()).filter(sort -> sort.word.equals(word)).findFirst();
    }

    boolean byTime() {
        return this == LAST_SEEN || this == FIRST_SEEN;
    }

    /** Where the row stands in this order, as a number: a count, or microseconds since 1970. */
    long key(ListedIssue row) {
        return switch (this) {
            case LAST_SEEN -> micros(row.lastSeen());
            case FIRST_SEEN -> micros(row.firstSeen());
            case EVENTS -> row.events();
            case USERS -> row.users();
        };
    }

    /** The key as the database compares it. */
    Object parameter(long key) {
        return byTime() ? Instant.EPOCH.plus(key, ChronoUnit.MICROS) : (Object) key;
    }

    private static long micros(Instant at) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at);
    }
}
