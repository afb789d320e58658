package tocsin.ingest;

/** A request that is not taken, with the status and the words in which SDKs are told. */
final class IngestRefused extends RuntimeException {

    private final int status;

    IngestRefused(int status, String detail) {
        super(detail, null, false, false);
        this.status = status;
    }

    int status() {
        return status;
    }

    /** Under which outcomes count it, when it is known whose it was. */
    String reason() {
        return switch (status) {
            case 413 -> "too_many";
            case 415 -> "unsupported";
            default -> "malformed";
        };
    }

    static IngestRefused unknownProject() {
        return new IngestRefused(403, "event submission rejected with_reason: ProjectId");
    }
}
