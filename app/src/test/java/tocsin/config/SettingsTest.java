package tocsin.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {

    @Test
    void withoutAnEnvironmentTheDefaultsAreSafe() {
        var settings = Settings.of(Map.of());

        assertThat(settings.host()).isEqualTo("127.0.0.1");
        assertThat(settings.port()).isEqualTo(8080);
        assertThat(settings.managementPort()).isEqualTo(9000);
        assertThat(settings.url()).isEqualTo(URI.create("http://127.0.0.1:8080"));
        assertThat(settings.trustedProxies()).isEmpty();
        assertThat(settings.drain()).isEqualTo(Duration.ofSeconds(3));
        assertThat(settings.logsAreJson()).isTrue();
        assertThat(settings.database(DatabaseRole.APP)).isEmpty();
        assertThat(settings.all()).allMatch(setting -> setting.source().equals("default"));
    }

    @Test
    void aSecretMayComeAsAFileOfTheServiceManager(@TempDir Path credentials) throws IOException {
        Files.writeString(credentials.resolve("database-url"), "postgres://tocsin:secret@db/tocsin\n");
        Files.writeString(credentials.resolve("smtp-url"), "");
        Files.writeString(credentials.resolve("port"), "1");

        var settings = Settings.of(Map.of("CREDENTIALS_DIRECTORY", credentials.toString()));

        assertThat(settings.database(DatabaseRole.APP).orElseThrow().url().password())
                .isEqualTo("secret");
        assertThat(settings.all())
                .filteredOn(setting -> setting.option() == Option.DATABASE)
                .extracting(Setting::source)
                .containsExactly("credential database-url");
        assertThat(settings.smtp()).as("an empty file is none").isEmpty();
        assertThat(settings.port()).as("what is no secret is no credential").isEqualTo(8080);
    }

    @Test
    void everyNameIsKnownUnderExactlyTheNameThatOperatorsWrite() {
        assertThat(Settings.of(Map.of()).all().stream()
                        .map(setting -> setting.option().environmentName()))
                .containsExactly(
                        "TOCSIN_URL",
                        "TOCSIN_HOST",
                        "TOCSIN_PORT",
                        "TOCSIN_MANAGEMENT_HOST",
                        "TOCSIN_MANAGEMENT_PORT",
                        "TOCSIN_ROLES",
                        "TOCSIN_TRUSTED_PROXIES",
                        "TOCSIN_DRAIN",
                        "TOCSIN_DATABASE_URL",
                        "TOCSIN_DATABASE_OWNER_URL",
                        "TOCSIN_DATABASE_APP_URL",
                        "TOCSIN_DATABASE_INGEST_URL",
                        "TOCSIN_DATABASE_POOL",
                        "TOCSIN_DATABASE_INGEST_POOL",
                        "TOCSIN_SPOOL",
                        "TOCSIN_SPOOL_MEGABYTES",
                        "TOCSIN_SPOOL_FLOOR_MEGABYTES",
                        "TOCSIN_EVENT_RETENTION_DAYS",
                        "TOCSIN_EVENT_RETENTION_COUNT",
                        "TOCSIN_EVENT_DISK_BUDGET",
                        "TOCSIN_OUTGOING_ALLOW",
                        "TOCSIN_SMTP_URL",
                        "TOCSIN_MAIL_FROM",
                        "TOCSIN_LOG_FORMAT",
                        "TOCSIN_LOG_LEVEL");
    }

    @Test
    void aPlatformsPortIsListenedToOnAllAddresses() {
        var settings = Settings.of(Map.of("PORT", "5000"));

        assertThat(settings.port()).isEqualTo(5000);
        assertThat(settings.host()).isEqualTo("0.0.0.0");
        assertThat(source(settings, Option.PORT)).isEqualTo("PORT");
    }

    @Test
    void ourOwnNameIsStrongerThanThePlatforms() {
        var settings = Settings.of(Map.of("PORT", "5000", "TOCSIN_PORT", "6000", "TOCSIN_HOST", "10.1.2.3"));

        assertThat(settings.port()).isEqualTo(6000);
        assertThat(settings.host()).isEqualTo("10.1.2.3");
    }

    @Test
    void oneDatabaseAddressServesAllRolesThroughSetRole() {
        var settings =
                Settings.of(Map.of("DATABASE_URL", "postgres://bell:p%40ss@db.example.org/tower?sslmode=require"));

        var app = settings.database(DatabaseRole.APP).orElseThrow();
        assertThat(app.url().jdbcUrl())
                .isEqualTo("jdbc:postgresql://db.example.org:5432/tower?sslmode=require&ApplicationName=tocsin");
        assertThat(app.url().password()).isEqualTo("p@ss");
        assertThat(app.firstStatement().orElseThrow()).contains("tocsin_app");
        assertThat(settings.database(DatabaseRole.INGEST).orElseThrow().firstStatement())
                .hasValueSatisfying(sql -> assertThat(sql).contains("tocsin_ingest"));
        assertThat(settings.database(DatabaseRole.OWNER).orElseThrow().firstStatement())
                .isEmpty();
    }

    @Test
    void anAddressForOneRoleIsUsedAsItIs() {
        var settings = Settings.of(Map.of("TOCSIN_DATABASE_APP_URL", "postgresql://app:x@127.0.0.1:6543/tocsin"));

        assertThat(settings.database(DatabaseRole.APP).orElseThrow().firstStatement())
                .isEmpty();
        assertThat(settings.database(DatabaseRole.INGEST)).isEmpty();
        assertThat(settings.quarkusProperties())
                .containsEntry("quarkus.datasource.username", "app")
                .doesNotContainKey("quarkus.datasource.ingest.username");
    }

    @Test
    void aPostgresqlServiceOfCloudFoundryIsFound() {
        var settings = Settings.of(Map.of("VCAP_SERVICES", """
                {"redis": [{"label": "redis", "credentials": {"uri": "redis://r"}}],
                 "elephantsql": [{"label": "elephantsql", "tags": ["postgresql"], "name": "db",
                                  "credentials": {"uri": "postgres://u:p@db.internal:5433/d"}}]}
                """));

        assertThat(settings.database(DatabaseRole.APP).orElseThrow().url().host())
                .isEqualTo("db.internal");
        assertThat(source(settings, Option.DATABASE)).isEqualTo("VCAP_SERVICES");
    }

    @Test
    void anUnknownNameIsRefusedWithTheNearestSuggested() {
        assertThatThrownBy(() -> Settings.of(Map.of("TOCSIN_DRIAN", "3s")))
                .isInstanceOf(SettingsRefused.class)
                .hasMessageContaining("TOCSIN_DRIAN is no option of Tocsin. Did you mean TOCSIN_DRAIN?");
    }

    @Test
    void allProblemsAreNamedAtOnce() {
        assertThatThrownBy(() -> Settings.of(
                        Map.of("TOCSIN_PORT", "http", "TOCSIN_DRAIN", "soon", "TOCSIN_URL", "errors.example.org")))
                .isInstanceOf(SettingsRefused.class)
                .hasMessageContaining(
                        "TOCSIN_PORT must be a port from 1 to 65535, or 0 for any that is free and not 'http'.")
                .hasMessageContaining("TOCSIN_DRAIN must be a time")
                .hasMessageContaining("TOCSIN_URL must be a web address");
    }

    @Test
    void aWrongSecretIsNotRepeatedInTheError() {
        assertThatThrownBy(() -> Settings.of(Map.of("DATABASE_URL", "mysql://root:hunter2@db/x")))
                .isInstanceOf(SettingsRefused.class)
                .hasMessageContaining("DATABASE_URL must be an address such as postgres://")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void whatKubernetesSaysOfAServiceCalledTocsinIsNotMeantForUs() {
        var settings = Settings.of(Map.of(
                "TOCSIN_PORT", "tcp://10.0.0.7:80",
                "TOCSIN_PORT_80_TCP_ADDR", "10.0.0.7",
                "TOCSIN_SERVICE_HOST", "10.0.0.7"));

        assertThat(settings.port()).isEqualTo(8080);
    }

    @Test
    void secretsAreHiddenWhereSettingsAreShown() {
        var settings = Settings.of(Map.of("DATABASE_URL", "postgres://bell:hunter2@db/tower"));

        assertThat(settings.all().stream().map(Setting::shown)).noneMatch(shown -> shown.contains("hunter2"));
        assertThat(settings.database(DatabaseRole.APP).orElseThrow().toString()).doesNotContain("hunter2");
    }

    @Test
    void proxiesAreTrustedOnlyWhenNamed() {
        assertThat(Settings.of(Map.of()).quarkusProperties())
                .containsEntry("quarkus.http.proxy.proxy-address-forwarding", "false")
                .doesNotContainKey("quarkus.http.proxy.trusted-proxies");
        assertThat(Settings.of(Map.of("TOCSIN_TRUSTED_PROXIES", "10.0.0.0/8, 127.0.0.1"))
                        .quarkusProperties())
                .containsEntry("quarkus.http.proxy.proxy-address-forwarding", "true")
                .containsEntry("quarkus.http.proxy.trusted-proxies", "10.0.0.0/8, 127.0.0.1");
    }

    @Test
    void thePublicAddressHasNoSlashAtItsEnd() {
        assertThat(Settings.of(Map.of("TOCSIN_URL", "https://errors.example.org/"))
                        .url())
                .isEqualTo(URI.create("https://errors.example.org"));
    }

    private static String source(Settings settings, Option option) {
        return settings.all().get(option.ordinal()).source();
    }

    @Test
    void sizesAreGivenInUnitsOfAThousandOrOf1024() {
        assertThat(budget("500MB")).hasValue(500_000_000);
        assertThat(budget("1.5GiB")).hasValue(1_610_612_736);
        assertThat(budget("20G")).hasValue(20_000_000_000L);
        assertThat(budget("4096")).hasValue(4096);
        assertThat(Settings.of(Map.of()).eventDiskBudget()).isEmpty();
        for (var wrong : List.of("0", "much", "-1GB", "20 parsecs")) {
            assertThatThrownBy(() -> budget(wrong)).isInstanceOf(SettingsRefused.class);
        }
    }

    private static OptionalLong budget(String size) {
        return Settings.of(Map.of("TOCSIN_EVENT_DISK_BUDGET", size)).eventDiskBudget();
    }
}
