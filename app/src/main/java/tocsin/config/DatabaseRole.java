package tocsin.config;

/** The three roles that use the database, each with no more rights than its work needs. */
public enum DatabaseRole {
    OWNER(Option.DATABASE_OWNER, "tocsin_owner"),
    APP(Option.DATABASE_APP, "tocsin_app"),
    INGEST(Option.DATABASE_INGEST, "tocsin_ingest");

    private final Option option;
    private final String roleName;

    DatabaseRole(Option option, String roleName) {
        this.option = option;
        this.roleName = roleName;
    }

    /** The option that holds an address for this role alone. */
    public Option option() {
        return option;
    }

    /** What the role is called where Tocsin itself creates it. */
    public String roleName() {
        return roleName;
    }
}
