package tocsin.installer.install;

import java.util.Locale;

/** What a host of a fleet may be for; one host alone is for all. */
public enum Part {
    DATABASE("tocsin-postgresql"),
    APPLICATION("tocsin"),
    PROXY("tocsin-proxy");

    private final String account;

    Part(String account) {
        this.account = account;
    }

    /** The account that its services work as. */
    public String account() {
        return account;
    }

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
