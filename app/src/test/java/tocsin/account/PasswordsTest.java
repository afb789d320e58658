package tocsin.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class PasswordsTest {

    @Test
    void longPasswordsDifferAlsoBeyondWhatBcryptReads() {
        var start = "a passphrase ".repeat(8);
        var hash = Optional.of(Passwords.hash(start + "one"));

        assertThat(Passwords.matches(start + "one", hash)).isTrue();
        assertThat(Passwords.matches(start + "two", hash)).isFalse();
    }

    @Test
    void nobodyHasNoPassword() {
        assertThat(Passwords.matches("anything", Optional.empty())).isFalse();
    }

    @Test
    void megabytesAreNotHashed() {
        assertThat(Passwords.matches("x".repeat(1_000_000), Optional.empty())).isFalse();
    }

    @Test
    void whatIsGuessedAtOnceIsRefused() {
        for (var bad : new String[] {"short", "aaaaaaaaaaaa", "ada@example.org"}) {
            assertThatThrownBy(() -> Passwords.good(bad, "ada@example.org")).isInstanceOf(Refused.class);
        }
        assertThat(Passwords.good("päßwörter sind gut", "ada@example.org")).isNotEmpty();
    }
}
