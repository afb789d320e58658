package tocsin.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FontsTest {

    private static final Path WEB = Path.of("src/main/resources/web");
    private static final Path HEAD = Path.of("src/main/resources/templates/head.html");

    @ParameterizedTest
    @ValueSource(strings = {"inter", "jetbrains-mono"})
    void aFontIsNamedByItsContentAndLoadedUnderThatName(String family) throws Exception {
        var font = font(family);
        var name = font.getFileName().toString();

        var hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(font)));

        assertThat(name).isEqualTo(family + "-" + hash.substring(0, 12) + ".woff2");
        assertThat(WEB.resolve("app/tokens.css")).content().contains("/static/fonts/" + name);
        assertThat(HEAD).content().contains("/static/fonts/" + name);
    }

    private static Path font(String family) throws IOException {
        try (var files = Files.list(WEB.resolve("static/fonts"))) {
            return files.filter(file -> file.getFileName().toString().matches(family + "-[0-9a-f]+\\.woff2"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
