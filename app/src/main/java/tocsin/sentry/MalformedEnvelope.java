package tocsin.sentry;

/** The bytes are no envelope; nothing of them can be kept. The message may be shown to the sender. */
public class MalformedEnvelope extends RuntimeException {

    public MalformedEnvelope(String message) {
        super(message);
    }
}
