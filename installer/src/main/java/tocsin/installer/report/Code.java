package tocsin.installer.report;

/** Everything that can be wrong, by a code that never changes its meaning; each has a page, `tocsinctl help CODE`. */
public enum Code {
    E101("The operating system or the processor's architecture does not fit", Exit.FORBIDDEN),
    E102("The C library is too old", Exit.FORBIDDEN),
    E103("systemd is missing or too old", Exit.FORBIDDEN),
    E104("Too few processors", Exit.FORBIDDEN),
    E105("Too little memory", Exit.FORBIDDEN),
    E106("Too little disk", Exit.FORBIDDEN),
    E107("The disk is slow to sync", Exit.FORBIDDEN),
    E108("A port is in use", Exit.FORBIDDEN),
    E109("The clock is not kept in time", Exit.FORBIDDEN),
    E110("A directory is mounted noexec", Exit.FORBIDDEN),
    E111("A security module enforces rules of its own", Exit.FORBIDDEN),
    E112("Too few open files are allowed", Exit.FORBIDDEN),
    E113("An account of that name is something else", Exit.FORBIDDEN),
    E114("There is an installation, or something in its place", Exit.FORBIDDEN),
    E115("The external PostgreSQL does not let us in", Exit.FORBIDDEN),
    E116("The external PostgreSQL is too old", Exit.FORBIDDEN),
    E117("The external PostgreSQL's role lacks rights", Exit.FORBIDDEN),
    E118("The external PostgreSQL is slow to reach", Exit.FORBIDDEN),
    E119("This system was never tried", Exit.FORBIDDEN),
    E120("The certificate cannot be used", Exit.FORBIDDEN),
    E121("The certificate ends soon or is for another name", Exit.FORBIDDEN),
    E122("An address is not one of this host", Exit.FORBIDDEN),
    E201("This is no bundle", Exit.NOT_FOUND),
    E202("The release key is not signed by the root", Exit.UNTRUSTED),
    E203("The manifest is not signed by the release key", Exit.UNTRUSTED),
    E204("A file differs from the manifest", Exit.UNTRUSTED),
    E205("A file of the manifest is missing", Exit.UNTRUSTED),
    E206("A file is not in the manifest", Exit.UNTRUSTED),
    E207("The manifest cannot be read", Exit.UNTRUSTED),
    E208("No root key to judge by", Exit.UNTRUSTED),
    E301("Root is needed", Exit.NEEDS_ROOT),
    E302("Another tocsinctl runs", Exit.BUSY),
    E303("A step failed", Exit.FAILED),
    E304("There is no installation here", Exit.NOT_FOUND),
    E305("A service did not start", Exit.FAILED),
    E306("A service did not become ready", Exit.FAILED),
    E307("Another command was interrupted and must be finished first", Exit.FORBIDDEN),
    E308("A program that is needed is missing or failed", Exit.FAILED),
    E401("The bundled PostgreSQL did not start", Exit.FAILED),
    E402("The schema could not be brought up to date", Exit.FAILED),
    E501("A setting of backups is wrong", Exit.USAGE),
    E502("There is no such backup", Exit.NOT_FOUND),
    E503("A backup could not be made", Exit.FAILED),
    E504("A backup's manifest is damaged", Exit.UNTRUSTED),
    E505("A backup's file differs from its checksum", Exit.UNTRUSTED),
    E506("A backup could not be unpacked", Exit.FAILED),
    E507("The key of the backup is missing or is another one", Exit.USAGE),
    E508("The backup is of a newer release", Exit.FORBIDDEN),
    E509("What was restored is not what was backed up", Exit.UNTRUSTED),
    E510("The restored instance was not ready, and the former one runs again", Exit.FAILED),
    E511("The point in time cannot be reached", Exit.FORBIDDEN),
    E512("Too little disk for a backup or a restore", Exit.FORBIDDEN),
    E513("The place of backups cannot be used", Exit.FAILED),
    E601("A setting of that name does not exist", Exit.USAGE),
    E602("A setting's value is of the wrong kind", Exit.USAGE),
    E603("The file of settings cannot be read", Exit.USAGE),
    E604("A secret does not belong into the file of settings", Exit.USAGE),
    E701("The disk will be full soon", Exit.FORBIDDEN),
    E702("A file of the release was changed", Exit.FORBIDDEN),
    E703("There is no recent backup", Exit.FORBIDDEN),
    E704("Events wait in the spool", Exit.FORBIDDEN),
    E705("Events are not in the counts of their issues", Exit.FORBIDDEN),
    E706("Mails or forwarded events are not sent", Exit.FORBIDDEN),
    E707("A statement takes long", Exit.FORBIDDEN),
    E708("The canary did not come through, or late", Exit.FORBIDDEN),
    E709("No canary was sent", Exit.FORBIDDEN),
    E710("The database cannot be used as it should", Exit.FORBIDDEN),
    E711("The schema is behind", Exit.FORBIDDEN),
    E712("The server does not answer", Exit.FORBIDDEN),
    E713("A day has no partition", Exit.FORBIDDEN),
    E714("Events take more than their budget", Exit.FORBIDDEN),
    E715("Something could not be looked at", Exit.FORBIDDEN),
    E716("The support bundle could not be written", Exit.FAILED),
    E901("A wrong command line", Exit.USAGE),
    E902("A defect of tocsinctl", Exit.FAILED);

    private final String title;
    private final Exit exit;

    Code(String title, Exit exit) {
        this.title = title;
        this.exit = exit;
    }

    public String title() {
        return title;
    }

    /** How a command ends that stops for this. */
    public Exit exit() {
        return exit;
    }
}
