package tocsin.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadinessTest {

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 127.0.0.1",
        "0.0.0.0, 127.0.0.1",
        "::, [::1]",
        "::1, [::1]",
        "errors.example.org, errors.example.org"
    })
    void whereverItListensItIsReached(String host, String reachable) {
        assertThat(Readiness.reachable(host)).isEqualTo(reachable);
    }
}
