package tocsin.web;

/** The places of the rail; the active one is where the person stands. */
public enum Nav {
    ISSUES,
    FEEDBACK,
    START,
    SETTINGS,
    ACCOUNT,
    NOWHERE
}
