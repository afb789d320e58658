package tocsin.digest;

/** Nothing can be taken at the moment; the sender should come back later. */
public final class Busy extends RuntimeException {

    public Busy(String message) {
        super(message, null, false, false);
    }
}
