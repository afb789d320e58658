package tocsin.digest;

/** So many times a second, and no more. */
final class Allowance {

    private final int perSecond;
    private long second;
    private int used;

    Allowance(int perSecond) {
        this.perSecond = perSecond;
    }

    /** @param nanos the time, as {@link System#nanoTime()} tells it */
    synchronized boolean take(long nanos) {
        long now = Math.floorDiv(nanos, 1_000_000_000L);
        if (now != second) {
            second = now;
            used = 0;
        }
        if (used == perSecond) {
            return false;
        }
        used++;
        return true;
    }
}
