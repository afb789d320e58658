package tocsin.sentry;

/** A sender did not say, or not clearly, which key it sends with. The message may be shown to it. */
public class AuthFailure extends RuntimeException {

    /** Whether there was nothing, too much, or nonsense. */
    public enum Reason {
        MISSING(401, "missing authorization information"),
        AMBIGUOUS(401, "multiple authorization payloads detected"),
        INVALID(400, "bad sentry authentication header");

        private final int status;
        private final String detail;

        Reason(int status, String detail) {
            this.status = status;
            this.detail = detail;
        }
    }

    private final Reason reason;

    AuthFailure(Reason reason) {
        super(reason.detail);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /** The HTTP status that SDKs expect for it. */
    public int status() {
        return reason.status;
    }
}
