package tocsin.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tocsin.socket.LocalSocketFactory;

class DatabaseUrlTest {

    @Test
    void whatIsReadCanBeWrittenAgain() {
        var text = "postgres://us%20er:p%2Fa%2Bs%40s@db:6000/na%20me?sslmode=require";

        assertThat(DatabaseUrl.parse(text).asText()).isEqualTo(text);
        assertThat(DatabaseUrl.parse(text).password()).isEqualTo("p/a+s@s");
    }

    @Test
    void aServerOnThisHostIsReachedByItsSocket() {
        var text = "postgres://tocsin:secret@/na%20me?host=/run/tocsin-postgresql";

        var url = DatabaseUrl.parse(text);

        assertThat(url.isLocal()).isTrue();
        assertThat(url.host()).isEqualTo("/run/tocsin-postgresql");
        assertThat(url.asText()).isEqualTo(text);
        assertThat(url).hasToString("postgres://tocsin@/na%20me?host=/run/tocsin-postgresql");
        assertThat(url.jdbcUrl())
                .startsWith("jdbc:postgresql://localhost:5432/na%20me?")
                .contains("socketFactory=" + LocalSocketFactory.class.getName())
                .contains("socketFactoryArg=%2Frun%2Ftocsin-postgresql%2F.s.PGSQL.5432")
                .contains("sslmode=disable");
    }

    @Test
    void aSocketMayHaveAnotherNumberAndNeedsNoPassword() {
        var url = DatabaseUrl.parse("postgresql://tocsin@/tocsin?port=6000&host=%2Frun%2Fpg&sslmode=require&x=y");

        assertThat(url.password()).isEmpty();
        assertThat(url.jdbcUrl()).contains("%2Frun%2Fpg%2F.s.PGSQL.6000", "x=y").doesNotContain("sslmode=require");
        assertThat(DatabaseUrl.parse(url.asText())).isEqualTo(url);
    }

    @Test
    void overTheNetworkNothingIsSaidOfSockets() {
        assertThat(DatabaseUrl.parse("postgres://u:p@db/x").jdbcUrl())
                .isEqualTo("jdbc:postgresql://db:5432/x?ApplicationName=tocsin");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgres://u:p@/x?host=db",
                "postgres://u:p@/x?host=/run/pg&port=many",
                "postgres://u:p@db/x?host=/run/pg",
                "postgres:///x?host=/run/pg",
                "postgres://u:p@/?host=/run/pg",
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
