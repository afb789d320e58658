package tocsin.installer.report;

/** How a command ends, for programs. The numbers never change. */
public enum Exit {
    DONE(0, "done"),
    FAILED(1, "failed; the message says why, and the same command goes on where it stopped"),
    USAGE(2, "a wrong command line or setting"),
    FORBIDDEN(3, "findings that forbid it; nothing was changed"),
    NOT_FOUND(4, "not an installation, or what was asked for is not there"),
    BUSY(5, "another tocsinctl runs"),
    UNTRUSTED(6, "a bad signature or bad content"),
    NEEDS_ROOT(7, "needs root");

    private final int code;
    private final String meaning;

    Exit(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    public int code() {
        return code;
    }

    public String meaning() {
        return meaning;
    }
}
