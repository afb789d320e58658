package tocsin.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ConfigurationPageTest {

    private static final Path PAGE = Path.of("doc/configuration.md");

    @Test
    void thePageDescribesTheOptionsAsTheyAre() throws IOException {
        if (Boolean.getBoolean("tocsin.regenerate")) {
            Files.writeString(PAGE, page());
        }

        assertThat(Files.readString(PAGE))
                .as("stale? ./mvnw test -pl app -Dtest=ConfigurationPageTest -Dtocsin.regenerate=true")
                .isEqualTo(page());
    }

    private static String page() {
        return """
                # Configuration

                Tocsin reads environment variables and nothing else. `tocsin config` lists all of them with the value in
                force and where it came from, secrets hidden; a `TOCSIN_*` name that does not exist is an error.
                Platforms are understood without any: `PORT`, `DATABASE_URL` and a PostgreSQL service in `VCAP_SERVICES`
                are taken where no name of our own says otherwise.

                This page is written by `ConfigurationPageTest` from the table in `Option.java`.

                """
                + Arrays.stream(Option.values())
                        .map(ConfigurationPageTest::section)
                        .collect(Collectors.joining("\n"));
    }

    private static String section(Option option) {
        return """
                ## %s

                %s

                - Value: %s
                - Default: %s%s
                """.formatted(
                        option.environmentName(),
                        option.help(),
                        option.kind().expected(),
                        option.byDefault()
                                .filter(value -> !value.isEmpty())
                                .map(value -> "`" + value + "`")
                                .orElse("none"),
                        option.isSecret() ? "\n- Secret: not shown by `tocsin config`" : "");
    }
}
