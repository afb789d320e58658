package tocsin.sentry;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DsnTest {

    private static final String KEY = "e12d836b15bb49d7bbf99e64295d995b";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://" + KEY + "@errors.example.com/42",
                "http://" + KEY + "@localhost:8080/1",
                "https://" + KEY + "@example.com/tracker/errors/7",
                "http://" + KEY + "@[::1]:8080/1",
                "https://" + KEY + "@example.com/a%20b/7"
            })
    void isWrittenAsItWasRead(String text) {
        assertThat(Dsn.parse(text).orElseThrow()).hasToString(text);
    }

    @Test
    void knowsBaseKeyAndProject() {
        assertThat(Dsn.parse("https://" + KEY.toUpperCase() + ":secret@example.com/prefix/7"))
                .contains(new Dsn(URI.create("https://example.com/prefix"), KEY, 7));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "https://example.com/1",
                "https://" + KEY + "@example.com/",
                "https://" + KEY + "@example.com",
                "https://" + KEY + "@example.com/web",
                "https://key@example.com/1",
                "https://" + KEY + "@/1",
                "https://" + KEY + "@example.com/99999999999999999999",
                "https://" + KEY + "@exa mple.com/1",
                "https://" + KEY + "@example.com/-1",
                "//" + KEY + "@example.com/1",
                "mailto:" + KEY + "@x"
            })
    void refusesWhatIsNone(String text) {
        assertThat(Dsn.parse(text)).isEmpty();
    }
}
