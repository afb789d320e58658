package tocsin.sentry;

/** The bytes are no JSON object, so there is no event in them. The message may be shown to the sender. */
public class MalformedEvent extends RuntimeException {

    public MalformedEvent(String message) {
        super(message);
    }
}
