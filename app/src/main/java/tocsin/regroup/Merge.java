package tocsin.regroup;

import io.quarkus.qute.TemplateData;
import java.time.Instant;
import java.util.Locale;

/**
 * An issue that became part of another.
 *
 * @param number of the issue that is part, in its project
 * @param by who did it; null when nobody knows any more
 * @param state how far it is
 */
@TemplateData
public record Merge(
        long id, long from, long into, long number, String title, long events, Instant at, String by, State state) {

    /** How far a merge, or its undoing, is. */
    @TemplateData
    public enum State {
        /** Events are on their way. */
        MOVING,
        MERGED,
        /** It is an issue of its own again, and its events are on their way back. */
        UNDOING,
        UNDONE;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whether it can be undone now. */
    public boolean isSettled() {
        return state == State.MERGED;
    }

    public boolean isUndoing() {
        return state == State.UNDOING;
    }
}
