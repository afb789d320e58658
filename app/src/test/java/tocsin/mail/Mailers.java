package tocsin.mail;

import io.vertx.core.Vertx;
import java.util.Map;
import tocsin.config.Settings;

/** Mailers that the application does not have. */
public final class Mailers {

    private Mailers() {}

    public static Mailer at(Vertx vertx, int port) {
        return new Mailer(
                vertx,
                Settings.of(Map.of(
                        "TOCSIN_SMTP_URL", "smtp://127.0.0.1:" + port, "TOCSIN_MAIL_FROM", "bells@tower.example")));
    }

    public static Mailer withoutServer() {
        return new Mailer(null, Settings.of(Map.of()));
    }
}
