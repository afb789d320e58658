package tocsin.grouping;

import java.util.Arrays;

/**
 * An algorithm that keys were made with. A project keeps to one until somebody changes it. A change that moves a key is a
 * new constant, never an edit of an old one.
 */
public enum GroupingVersion {
    V1(1, "Own frames, then exception, then message."),
    V2(
            2,
            "In fingerprints, {{ function }} and {{ module }} are those of the call that crashed, no longer the culprit,"
                    + " and {{ tags.… }}, {{ environment }} and {{ release }} are known.");

    public static final GroupingVersion NEWEST = values()[values().length - 1];

    private final int number;
    private final String summary;

    GroupingVersion(int number, String summary) {
        this.number = number;
        this.summary = summary;
    }

    public int number() {
        return number;
    }

    /** What it does, or how it differs from the one before. */
    public String summary() {
        return summary;
    }

    /** @throws IllegalArgumentException for one that only a newer release knows */
    public static GroupingVersion of(int number) {
        return Arrays.stream(values())
                .filter(version -> version.number == number)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no grouping version " + number));
    }
}
