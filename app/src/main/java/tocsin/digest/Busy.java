package tocsin.digest;

/** Nothing can be taken at the moment; the sender should come back later. */
public final class Busy extends RuntimeException {

    private final boolean full;

    public Busy(String message) {
        this(message, false);
    }

    private Busy(String message, boolean full) {
        super(message, null, false, false);
        this.full = full;
    }

    /** Nor will anything be taken soon: what waits has used up its room on disk. */
    public static Busy full(String message) {
        return new Busy(message, true);
    }

    public boolean isFull() {
        return full;
    }
}
