package tocsin.digest;

/** What became of a submission whose transaction is committed. */
public enum Fate {
    WRITTEN,
    /** Its events could not be digested, and are kept as they came. */
    KEPT_RAW
}
