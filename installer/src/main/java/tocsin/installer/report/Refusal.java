package tocsin.installer.report;

/** The command stops here, for a reason that has a code and a remedy. */
public final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Finding finding;

    public Refusal(Code code, String what, String remedy) {
        this(code, what, remedy, null);
    }

    public Refusal(Code code, String what, String remedy, Throwable cause) {
        super(what, cause);
        this.finding = Finding.error(code, what, remedy);
    }

    public Finding finding() {
        return finding;
    }
}
