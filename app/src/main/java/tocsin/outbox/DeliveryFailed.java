package tocsin.outbox;

/** A delivery was not taken; the message says why, to people, and tells no secret. */
public class DeliveryFailed extends Exception {

    /** What else it says something about. */
    private enum Reach {
        /** Whatever else waits for the target. */
        TARGET,
        /** Nothing else: the target takes others. */
        ALONE,
        /** Nothing else, and it will never be taken. */
        HOPELESS
    }

    private final Reach reach;

    private DeliveryFailed(String message, Reach reach, Throwable cause) {
        super(message, cause);
        this.reach = reach;
    }

    public DeliveryFailed(String message) {
        this(message, Reach.TARGET, null);
    }

    public DeliveryFailed(String message, Throwable cause) {
        this(message, Reach.TARGET, cause);
    }

    /** It will never be taken: what it is about, or who it is for, is gone. */
    public static DeliveryFailed forGood(String message) {
        return new DeliveryFailed(message, Reach.HOPELESS, null);
    }

    /** It may be taken later, and others to the same target now. */
    public static DeliveryFailed alone(String message, Throwable cause) {
        return new DeliveryFailed(message, Reach.ALONE, cause);
    }

    public boolean isHopeless() {
        return reach == Reach.HOPELESS;
    }

    public boolean isAlone() {
        return reach == Reach.ALONE;
    }
}
