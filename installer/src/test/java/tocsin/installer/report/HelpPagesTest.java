package tocsin.installer.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HelpPagesTest {

    @ParameterizedTest
    @EnumSource
    void everyCodeHasAPageWithItsCauseAndItsRemedy(Code code) {
        var page = HelpPages.of(code);

        assertThat(page).startsWith("# " + code + ": " + code.title() + "\n");
        assertThat(section(page, "## Cause")).isNotBlank();
        assertThat(section(page, "## Remedy")).isNotBlank();
    }

    @Test
    void everyPageHasACode() throws IOException {
        try (var files = Files.list(Path.of("help"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(Arrays.stream(Code.values())
                            .map(code -> code + ".md")
                            .toList());
        }
    }

    private static String section(String page, String heading) {
        var begin = page.indexOf("\n" + heading + "\n");
        assertThat(begin).as(heading).isPositive();
        var end = page.indexOf("\n## ", begin + 1);
        return page.substring(begin + heading.length() + 2, end < 0 ? page.length() : end);
    }
}
