package tocsin.installer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tocsin.config.Option;
import tocsin.installer.settings.SettingsFile;
import tocsin.installer.settings.ShippedSettings;

class ConfigCommandTest {

    @TempDir
    Path root;

    private Path file;

    @BeforeEach
    void shipped() throws IOException {
        file = root.resolve("etc/tocsin/tocsin.env");
        Files.createDirectories(file.getParent());
        Files.writeString(file, ShippedSettings.text());
    }

    @Test
    void theShippedFileDocumentsEveryOptionAndSetsNone() {
        assertThat(Option.values()).allSatisfy(option -> assertThat(ShippedSettings.text())
                .contains(option.environmentName())
                .containsIgnoringWhitespaces(option.help().substring(0, 30)));
        assertThat(new SettingsFile(ShippedSettings.text()).values()).isEmpty();
        assertThat(ShippedSettings.text().lines()).allMatch(line -> line.length() <= 120);
    }

    @Test
    void aSettingTakesThePlaceOfItsDocumentation() throws IOException {
        var before = Files.readAllLines(file);

        var answer = config("set", "TOCSIN_URL=https://errors.example.org", "event-retention-days=30");

        assertThat(answer.exitCode()).as(answer.out()).isZero();
        var after = Files.readAllLines(file);
        assertThat(after).hasSameSizeAs(before);
        assertThat(after).contains("TOCSIN_URL=https://errors.example.org", "TOCSIN_EVENT_RETENTION_DAYS=30");
        assertThat(config("diff").json().at("/result/differences")).hasSize(2);
        assertThat(config("get", "TOCSIN_URL")
                        .json()
                        .at("/result/settings/TOCSIN_URL")
                        .asText())
                .isEqualTo("https://errors.example.org");
    }

    @Test
    void whatIsSetAlreadyIsNoChange() {
        config("set", "TOCSIN_PORT=8181");

        assertThat(config("set", "TOCSIN_PORT=8181").json().at("/changes")).isEmpty();
    }

    @Test
    void aMisspeltNameGetsASuggestionAndChangesNothing() throws IOException {
        var answer = config("set", "TOCSIN_URL=https://a.example.org", "TOCSIN_RETENTION=3");

        assertThat(answer.exitCode()).isEqualTo(2);
        assertThat(answer.codes()).containsExactly("E601");
        assertThat(answer.out()).contains("Did you mean");
        assertThat(Files.readString(file)).isEqualTo(ShippedSettings.text());
    }

    @Test
    void allWrongValuesAreToldAtOnceAndNothingIsChanged() throws IOException {
        var answer = config("set", "TOCSIN_URL=nonsense", "TOCSIN_PORT=x", "TOCSIN_LOG_LEVEL=info");

        assertThat(answer.codes()).containsExactly("E602", "E602");
        assertThat(Files.readString(file)).isEqualTo(ShippedSettings.text());
    }

    @Test
    void aRehearsalChangesNothing() throws IOException {
        var answer = config("set", "TOCSIN_PORT=8181", "--dry-run");

        assertThat(answer.json().at("/changes/0").asText()).isEqualTo("set TOCSIN_PORT=8181");
        assertThat(Files.readString(file)).isEqualTo(ShippedSettings.text());
        assertThat(root.resolve("run")).doesNotExist();
    }

    @Test
    void aSecretIsReadFromStandardInputAndKeptApart() throws IOException {
        var in = System.in;
        System.setIn(new ByteArrayInputStream("smtp://me:hidden@mail:587\n".getBytes(StandardCharsets.UTF_8)));
        try {
            assertThat(config("set", "TOCSIN_SMTP_URL=-").exitCode()).isZero();
        } finally {
            System.setIn(in);
        }

        var stored = root.resolve("etc/tocsin/credentials/smtp-url");
        assertThat(stored).hasContent("smtp://me:hidden@mail:587");
        assertThat(Files.getPosixFilePermissions(stored)).hasSize(2);
        assertThat(Files.readString(file)).doesNotContain("hidden");
        assertThat(config("get").out()).doesNotContain("hidden").contains("********");
    }

    @Test
    void aSecretOnTheCommandLineIsRefused() {
        assertThat(config("set", "TOCSIN_SMTP_URL=smtp://me:hidden@mail").codes())
                .containsExactly("E604");
    }

    @Test
    void everythingWrongInTheFileIsFound() throws IOException {
        Files.writeString(file, """
                TOCSIN_URL=https://errors.example.org
                TOCSIN_PROT=8080
                this is no setting
                TOCSIN_DRAIN=soon
                TOCSIN_DATABASE_URL=postgres://a:hidden@b/c
                TOCSIN_URL='https://other.example.org'
                """);

        var answer = config("check");

        assertThat(answer.exitCode()).isEqualTo(2);
        assertThat(answer.codes()).containsExactlyInAnyOrder("E601", "E602", "E603", "E603", "E604");
        assertThat(answer.out()).contains("TOCSIN_PORT").doesNotContain("hidden");
    }

    private Answer config(String... arguments) {
        return Answer.to(Stream.concat(
                        Stream.of("config"),
                        Stream.concat(Stream.of(arguments), Stream.of("--json", "--root", root.toString())))
                .toArray(String[]::new));
    }
}
