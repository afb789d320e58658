package tocsin.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmtpUrlTest {

    @Test
    void thePortFollowsFromHowTheServerIsReached() {
        assertThat(SmtpUrl.parse("smtp://mail.example.org").port()).isEqualTo(25);
        assertThat(SmtpUrl.parse("smtp://bell@mail.example.org").port()).isEqualTo(587);
        assertThat(SmtpUrl.parse("smtps://mail.example.org").port()).isEqualTo(465);
        assertThat(SmtpUrl.parse("smtp://mail.example.org:2525/").port()).isEqualTo(2525);
    }

    @Test
    void userAndPasswordAreDecodedAndThePasswordIsNotPrinted() {
        var url = SmtpUrl.parse("smtp://bell%40tower:p%3Ass+1@mail.example.org");

        assertThat(url.user()).isEqualTo("bell@tower");
        assertThat(url.password()).isEqualTo("p:ss+1");
        assertThat(url.logsIn()).isTrue();
        assertThat(url.toString()).doesNotContain("p:ss").doesNotContain("bell");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mail.example.org", "http://mail.example.org", "smtp://", "smtp://mail.example.org/x?y=z"})
    void whatIsNoMailServerIsRefusedAtTheStartWithoutPrintingIt(String wrong) {
        assertThatThrownBy(() -> Settings.of(Map.of("TOCSIN_SMTP_URL", wrong)))
                .hasMessageContaining("TOCSIN_SMTP_URL must be an address such as smtp://")
                .hasMessageNotContaining("y=z");
    }

    @Test
    void mailComesFromThisInstanceUnlessSaidOtherwise() {
        assertThat(Settings.of(Map.of("TOCSIN_URL", "https://errors.example.org"))
                        .mailFrom())
                .isEqualTo("tocsin@errors.example.org");
        assertThat(Settings.of(Map.of("TOCSIN_MAIL_FROM", "bell@tower.example")).mailFrom())
                .isEqualTo("bell@tower.example");
    }
}
