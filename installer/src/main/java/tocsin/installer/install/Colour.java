package tocsin.installer.install;

import java.util.Locale;

/** One of the two servers of a host, of which one runs outside of a switch. */
public enum Colour {
    BLUE(9101),
    GREEN(9102);

    private final int port;

    Colour(int port) {
        this.port = port;
    }

    public int port() {
        return port;
    }

    public Colour other() {
        return this == BLUE ? GREEN : BLUE;
    }

    public String unit() {
        return "tocsin@" + text() + ".service";
    }

    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
