package tocsin.event;

/** How many events of an issue stand before and after one; {@link #FAR} means that many or more. */
public record Distances(int older, int newer) {

    static final int FAR = 500;

    /** Where the event stands among {@code all}, counted from the first; 0 when it is far from both ends. */
    public long position(long all) {
        if (newer < FAR) {
            return Math.max(all - newer, older + 1L);
        }
        return older < FAR ? older + 1 : 0;
    }
}
