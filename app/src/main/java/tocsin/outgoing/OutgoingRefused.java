package tocsin.outgoing;

/** An address that is not called, and why, in words for whoever typed it in. */
public class OutgoingRefused extends RuntimeException {

    public OutgoingRefused(String message) {
        super(message);
    }
}
