package tocsin.outbox;

/** A way out: it knows who wants a fact, and how to hand it over. */
public interface Channel {

    /** Queues what somebody wants of it, in the caller's transaction. */
    void queue(String tenant, Facts facts);

    boolean carries(Due due);

    /** Hands it over; returns when it was taken. */
    void deliver(Due due) throws DeliveryFailed;

    /** Whether this target, or all mail where it is zero, is left alone for now. */
    default boolean rests(long target) {
        return false;
    }

    /** Told after a try, in the transaction that notes it. */
    default void tried(Due due, boolean taken) {}
}
