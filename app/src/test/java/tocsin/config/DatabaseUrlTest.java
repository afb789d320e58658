package tocsin.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {

    @Test
    void whatIsReadCanBeWrittenAgain() {
        var text = "postgres://us%20er:p%2Fa%2Bs%40s@db:6000/na%20me?sslmode=require";

        assertThat(DatabaseUrl.parse(text).asText()).isEqualTo(text);
        assertThat(DatabaseUrl.parse(text).password()).isEqualTo("p/a+s@s");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mysql://u:p@db/x",
                "postgres://db/x",
                "postgres://u:p@db",
                "postgres://u:p@/x",
                "jdbc:postgresql://db/x",
                "db"
            })
    void whatIsNoCompleteAddressIsRefused(String text) {
        assertThatThrownBy(() -> DatabaseUrl.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
