package tocsin.ops;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import tocsin.config.Option;
import tocsin.config.Settings;
import tocsin.event.DiskBudget;
import tocsin.testing.IngestDatabase;
import tocsin.testing.Postgres;
import tocsin.testing.Samples;

@QuarkusTest
@QuarkusTestResource(Postgres.class)
class HealthTest {

    @Inject
    AgroalDataSource app;

    @Inject
    @DataSource("ingest")
    AgroalDataSource ingest;

    @Inject
    Checks checks;

    @Inject
    DiskBudget budget;

    @Inject
    Settings settings;

    @Test
    void aServerWithItsDatabaseIsReady() {
        given().get("/up").then().statusCode(200);
        given().get("/ready")
                .then()
                .statusCode(200)
                .body("ready", equalTo(true))
                .body("reasons", empty())
                .body("warnings", empty());
    }

    @Test
    void aFloodOfProbesCostsTheDatabaseNothing() {
        soon(() -> given().get("/ready").then().statusCode(200));
        var before = app.getMetrics().acquireCount();

        for (int i = 0; i < 300; i++) {
            given().get("/ready").then().statusCode(200);
        }

        // What else the server does with its database meanwhile is a handful.
        assertThat(app.getMetrics().acquireCount() - before).isLessThan(200);
    }

    @Test
    void aTermSignalIsToldAtOnceWhateverWasSeenAMomentAgo() {
        var drain = new Drain();
        var health = new HealthApi(drain, checks, budget);
        soon(() -> assertThat(health.ready().getStatus()).isEqualTo(200));

        drain.begin(null);

        assertThat(health.ready().getStatus()).isEqualTo(503);
    }

    @Test
    void eventsThatCannotBeDroppedForTheBudgetAreAWarning() {
        var exceeded = new DiskBudget(settings.with(Option.EVENT_DISK_BUDGET, "20GiB", "test"));
        exceeded.nothingMoreCanGo(true);
        var health = new HealthApi(new Drain(), checks, exceeded);
        soon(() -> assertThat(health.ready().getStatus()).isEqualTo(200));

        assertThat(((HealthApi.Readiness) health.ready().getEntity()).warnings())
                .singleElement()
                .asString()
                .contains("the budget of 20 GiB", "today's and yesterday's");
    }

    @Test
    void oneRoleForEverythingIsAWarning() {
        var health = new HealthApi(new Drain(), new Checks(new DatabasePartsSql(app, app)), budget);

        var answer = health.ready();

        assertThat(answer.getStatus()).isEqualTo(200);
        assertThat(((HealthApi.Readiness) answer.getEntity()).warnings())
                .singleElement()
                .asString()
                .contains("one database role", "FORCE ROW LEVEL SECURITY");
    }

    @Test
    void aSchemaThatIsTooOldForThisReleaseIsNotReadyAndANewerOneIs() {
        var parts = new DatabasePartsSql(app, ingest);
        try {
            applied("001");
            var health = new HealthApi(new Drain(), new Checks(parts), budget);

            assertThat(health.ready().getStatus()).isEqualTo(503);
            assertThat(((HealthApi.Readiness) health.ready().getEntity()).reasons())
                    .singleElement()
                    .asString()
                    .startsWith("schema: the newest script that was applied is 001, and this release needs ")
                    .endsWith("tocsin migrate expand");

            applied("999");
            assertThat(new HealthApi(new Drain(), new Checks(parts), budget)
                            .ready()
                            .getStatus())
                    .isEqualTo(200);
        } finally {
            Samples.execute("delete from flyway_schema_history where description = 'of a test'");
        }
    }

    /** As Flyway would have noted it last. */
    private static void applied(String version) {
        Samples.execute(
                "insert into flyway_schema_history (installed_rank, version, description, type, script, installed_by,"
                        + " execution_time, success) select max(installed_rank) + 1, ?, 'of a test', 'SQL', 'test',"
                        + " current_user, 0, true from flyway_schema_history",
                version);
    }

    @Test
    void whyTheDatabaseCannotBeUsedIsToldToTheLogAndNotToAnybody() {
        try {
            IngestDatabase.away();
            ingest.flush(AgroalDataSource.FlushMode.ALL);
            soon(() -> given().get("/ready").then().statusCode(503));
            for (var path : List.of("/ready", "/api/v1/instance")) {
                assertThat(given().get(path).asString())
                        .contains("the database cannot be used")
                        .doesNotContain("tocsin_ingest", "FATAL", "127.0.0.1", "password", "jdbc", "permitted");
            }
        } finally {
            IngestDatabase.back();
        }
        soon(() -> given().get("/ready").then().statusCode(200));
    }

    @Test
    void theInstanceSaysWhatItIs() {
        given().get("/api/v1/instance")
                .then()
                .statusCode(200)
                .body("version", not(equalTo("unknown")))
                .body("schema", org.hamcrest.Matchers.matchesPattern("[0-9]{3}"))
                .body("parts.name", hasItem("partitions"))
                .body("ready", equalTo(true));
    }

    @Test
    void aMissingPartitionOfTomorrowIsAReason() {
        var tomorrow = LocalDate.now(ZoneOffset.UTC).plusDays(1);
        for (int ahead = 1; ahead <= 7; ahead++) {
            var day = LocalDate.now(ZoneOffset.UTC).plusDays(ahead);
            Samples.execute("drop table if exists event_" + DateTimeFormatter.BASIC_ISO_DATE.format(day));
        }
        try {
            soon(() -> given().get("/ready")
                    .then()
                    .statusCode(503)
                    .body("reasons[0]", containsString(tomorrow.toString())));
        } finally {
            Samples.execute("select event_partition_create(current_date + ahead) from generate_series(1, 7) ahead");
        }
        soon(() -> given().get("/ready").then().statusCode(200));
    }

    @Test
    void theProxysRequestIdIsReturnedAndAnOddOneReplaced() {
        given().header("X-Request-Id", "edge-7").get("/up").then().header("X-Request-Id", "edge-7");
        given().header("X-Request-Id", "a b").get("/up").then().header("X-Request-Id", not(equalTo("a b")));
    }

    @Test
    void logLinesSayWhichRequestRouteAndTenant() {
        var project = Samples.project();
        var lines = new java.util.concurrent.CopyOnWriteArrayList<org.jboss.logmanager.ExtLogRecord>();
        var handler = new org.jboss.logmanager.ExtHandler() {
            @Override
            protected void doPublish(org.jboss.logmanager.ExtLogRecord line) {
                line.copyMdc();
                lines.add(line);
            }
        };
        var logger = org.jboss.logmanager.Logger.getLogger("tocsin.access");
        logger.setLevel(org.jboss.logmanager.Level.DEBUG);
        logger.addHandler(handler);
        try {
            given().header("X-Request-Id", "trace-me")
                    .body("{}")
                    .post("/api/" + project.id() + "/envelope/?sentry_key=" + project.key())
                    .then()
                    .statusCode(200);
            org.awaitility.Awaitility.await()
                    .until(() -> lines.stream().anyMatch(line -> "trace-me".equals(line.getMdc("requestId"))));
        } finally {
            logger.removeHandler(handler);
            logger.setLevel(null);
        }
        var line = lines.stream()
                .filter(one -> "trace-me".equals(one.getMdc("requestId")))
                .findFirst()
                .orElseThrow();
        assertThat(line.getMdc("route")).isEqualTo("POST /api/{project}/envelope");
        assertThat(line.getMdc("tenant")).isEqualTo(project.tenant());
    }

    @Test
    void oldPartitionsCanBeDroppedAndThoseInUseCannot() {
        Samples.execute("create table event_20200101 partition of event_recent"
                + " for values from ('2020-01-01 00:00:00+00') to ('2020-01-02 00:00:00+00')");

        assertThat(Samples.<Boolean>query("select event_partition_drop('2020-01-01')"))
                .isTrue();
        assertThat(Samples.<Boolean>query("select event_partition_drop('2020-01-01')"))
                .isFalse();
        org.assertj.core.api.Assertions.assertThatThrownBy(
                        () -> Samples.query("select event_partition_drop((now() at time zone 'UTC')::date)"))
                .rootCause()
                .hasMessageContaining("still in use");
    }

    @Test
    void metricsAreOnThePortForOperators() {
        var management = ConfigProvider.getConfig().getValue("quarkus.management.test-port", int.class);
        var project = Samples.project();
        given().body("""
                        {}
                        {"type":"session"}
                        {"sid":"7c7b6585-f901-4351-bf8d-02711b721929","started":"2026-03-04T05:06:07Z","status":"ok",\
                        "attrs":{"release":"1.0"}}""")
                .post("/api/" + project.id() + "/envelope/?sentry_key=" + project.key())
                .then()
                .statusCode(200);

        var metrics = given().port(management).get("/metrics").asString();

        assertThat(metrics)
                .contains("tocsin_digest_waiting", "tocsin_digest_batch_size", "agroal_")
                .contains("tocsin_ingest_items_total{category=\"session\",outcome=\"not_stored\"")
                .contains("http_server_requests_seconds_bucket")
                .contains("uri=\"/api/{project}/envelope\"")
                .doesNotContain("uri=\"/api/" + project.id() + "/envelope");
        given().get("/metrics").then().statusCode(not(equalTo(200)));
    }

    /** What was seen holds for a second. */
    private static void soon(org.awaitility.core.ThrowingRunnable claim) {
        org.awaitility.Awaitility.await()
                .atMost(java.time.Duration.ofSeconds(10))
                .untilAsserted(claim);
    }
}
