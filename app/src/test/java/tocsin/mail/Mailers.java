package tocsin.mail;

import java.util.Map;
import tocsin.config.Settings;

/** Mailers that the application does not have. */
public final class Mailers {

    private Mailers() {}

    public static Mailer withoutServer() {
        return new Mailer(null, Settings.of(Map.of()));
    }
}
