package tocsin.command.postgres;

/** The embedded PostgreSQL cannot be used; the message says why and what to do about it. */
public final class PostgresFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public PostgresFailed(String message) {
        super(message);
    }

    public PostgresFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
