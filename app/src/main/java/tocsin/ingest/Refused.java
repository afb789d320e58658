package tocsin.ingest;

/** A request that is not taken, with the status and the words in which SDKs are told. */
final class Refused extends RuntimeException {

    private final int status;

    Refused(int status, String detail) {
        super(detail, null, false, false);
        this.status = status;
    }

    int status() {
        return status;
    }

    static Refused unknownProject() {
        return new Refused(403, "event submission rejected with_reason: ProjectId");
    }
}
