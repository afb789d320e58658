package tocsin.quota;

/** What a limit holds for, by the names that SDKs know. */
public enum Level {
    ORGANIZATION("organization"),
    PROJECT("project"),
    KEY("key");

    private final String wireName;

    Level(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }
}
