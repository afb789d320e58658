package tocsin.outbox;

/** A delivery was not taken; the message says why, to people, and tells no secret. */
public class DeliveryFailed extends Exception {

    private final boolean hopeless;

    private DeliveryFailed(String message, boolean hopeless, Throwable cause) {
        super(message, cause);
        this.hopeless = hopeless;
    }

    public DeliveryFailed(String message) {
        this(message, false, null);
    }

    public DeliveryFailed(String message, Throwable cause) {
        this(message, false, cause);
    }

    /** It will never be taken: what it is about, or who it is for, is gone. */
    public static DeliveryFailed forGood(String message) {
        return new DeliveryFailed(message, true, null);
    }

    public boolean isHopeless() {
        return hopeless;
    }
}
