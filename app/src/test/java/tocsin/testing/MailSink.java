package tocsin.testing;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A real mail server that keeps what it is given, for all tests of a run together. */
public class MailSink implements QuarkusTestResourceLifecycleManager {

    private static volatile GreenMail server;

    @Override
    public Map<String, String> start() {
        server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        return Map.of(
                "TOCSIN_SMTP_URL",
                "smtp://127.0.0.1:" + server.getSmtp().getPort(),
                "TOCSIN_MAIL_FROM",
                "bells@tower.example");
    }

    @Override
    public void stop() {
        server.stop();
    }

    /** What arrived for an address, oldest first. */
    public static List<MimeMessage> mails(String to) {
        return Stream.of(server.getReceivedMessages())
                .filter(mail -> isTo(mail, to))
                .toList();
    }

    private static boolean isTo(MimeMessage mail, String address) {
        try {
            return mail.getAllRecipients()[0].toString().equals(address);
        } catch (MessagingException e) {
            throw new IllegalStateException(e);
        }
    }
}
