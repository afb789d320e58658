package tocsin.digest;

/** What became of a submission that is kept. */
public enum Fate {
    WRITTEN,
    /** Some of it was left out: whom that names is to be erased. */
    ERASED,
    /** Its events could not be digested, and are kept as they came. */
    KEPT_RAW,
    /** The database did not take it now; the spool has it on disk until it does. */
    SPOOLED
}
