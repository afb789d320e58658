package tocsin.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class MailTextTest {

    @Test
    void aSubjectNeverBeginsAnotherHeader() {
        var mail = new Mail("a@example.org", "Boom\r\nBcc: all@example.org\u0000\u2028x", "", "", Map.of());

        assertThat(mail.subject()).isEqualTo("Boom Bcc: all@example.org x");
    }

    @Test
    void aSubjectIsCutToALine() {
        assertThat(new Mail("a@example.org", "x".repeat(900), "", "", Map.of()).subject())
                .hasSize(200)
                .endsWith("…");
    }
}
