package tocsin.ops;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.spi.JobInstrumenter.JobInstrumentationContext;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tocsin.account.ServedRoutes;
import tocsin.config.ServerRole;
import tocsin.config.Settings;
import tocsin.ingest.IngestPaths;
import tocsin.testing.Postgres;

/** A process that is there for background work alone, and what each of the others serves and does. */
@QuarkusTest
@QuarkusTestResource(Postgres.class)
@TestProfile(RoleDoorTest.Worker.class)
class RoleDoorTest {

    public static final class Worker implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("TOCSIN_ROLES", "worker");
        }
    }

    private static final List<String> INGEST = List.of(
            "/api/1/envelope",
            "/api/1/envelope/",
            "/api/1/store/",
            "/api/store/",
            "/api/1/minidump/",
            "/api/1/cron/nightly/",
            "/api/1/otlp/v1/traces",
            "/api/v1/sensor",
            "/api/v1/sensor/events");
    private static final List<String> OTHER_PAGES =
            List.of("/", "/static/favicon.svg", "/openapi", "/openapi/ui/", "/acme/web/live", "/help");
    private static final Set<String> EVERYWHERE = Set.of("/up", "/ready");

    @Inject
    IngestPaths ingest;

    @Inject
    OneRun jobs;

    @Test
    void aWorkerServesNothingAndSaysWhichRoleIsMissing() {
        for (var route : ServedRoutes.all()) {
            if (!EVERYWHERE.contains(route.path())) {
                given().redirects()
                        .follow(false)
                        .request(route.verb(), route.path())
                        .then()
                        .statusCode(404)
                        .contentType("application/problem+json")
                        .body("detail", containsString("is worker and not web (TOCSIN_ROLES)"));
            }
        }
        for (var path : INGEST) {
            given().body("{}")
                    .post(path)
                    .then()
                    .statusCode(404)
                    .body("detail", containsString("is worker and not ingest"));
        }
        for (var path : OTHER_PAGES) {
            given().get(path).then().statusCode(404).body("detail", containsString("is worker and not web"));
        }
    }

    @Test
    void everyProcessSaysHowItIs() {
        given().get("/up").then().statusCode(200);
        given().get("/ready").then().statusCode(200).body("ready", equalTo(true));
    }

    @ParameterizedTest
    @EnumSource(ServerRole.class)
    void eachRoleServesItsOwnRoutesAndNoOther(ServerRole role) {
        var door = door(role.word());

        for (var route : ServedRoutes.all()) {
            assertThat(door.missing(route.path()).isEmpty())
                    .as(route + " in " + role)
                    .isEqualTo(role == ServerRole.WEB || EVERYWHERE.contains(route.path()));
        }
        for (var path : INGEST) {
            assertThat(door.missing(path).isEmpty()).as(path + " in " + role).isEqualTo(role == ServerRole.INGEST);
        }
        for (var path : OTHER_PAGES) {
            assertThat(door.missing(path).isEmpty()).as(path + " in " + role).isEqualTo(role == ServerRole.WEB);
        }
    }

    @Test
    void twoRolesServeTheRoutesOfBoth() {
        var door = door("web,ingest");

        assertThat(door.missing("/api/1/envelope/")).isEmpty();
        assertThat(door.missing("/acme/issues")).isEmpty();
    }

    @Test
    void eachJobRunsWhereItBelongs() {
        var known = jobs();
        assertThat(known).hasSizeGreaterThan(15).containsAll(JobRoles.OTHERS.keySet());

        var worker = new JobRoles(settings("worker"));
        var others = new JobRoles(settings("ingest,web"));
        var web = new JobRoles(settings("web"));
        var everything = new JobRoles(settings(ServerRole.ALL));

        assertThat(known).allMatch(everything::runsHere);
        assertThat(known.stream().filter(web::runsHere)).containsExactlyInAnyOrder("doctor", "live-tick");
        for (var job : known) {
            assertThat(worker.runsHere(job))
                    .as(job)
                    .isEqualTo(!others.runsHere(job)
                            || Set.of("doctor", "event-partitions").contains(job));
        }
        assertThat(List.of("outbox", "retention", "evictions", "deletions", "thumbnails", "moves", "mail-digests"))
                .allMatch(known::contains)
                .noneMatch(others::runsHere);
    }

    @Test
    void aJobOfAnotherRoleIsLeftOut() {
        assertThat(runs("a-job-that-nobody-named")).isEqualTo(1);
        assertThat(runs("a-job-that-nobody-named" + SetBack.ANEW)).isEqualTo(1);
        assertThat(runs("refusals")).isZero();
        assertThat(runs("refusals" + SetBack.ANEW)).isZero();
    }

    private int runs(String job) {
        var runs = new AtomicInteger();
        jobs.instrument(new JobInstrumentationContext() {

            @Override
            public CompletionStage<Void> executeJob() {
                runs.incrementAndGet();
                return CompletableFuture.completedStage(null);
            }

            @Override
            public String getSpanName() {
                return job;
            }
        });
        return runs.get();
    }

    private RoleDoor door(String roles) {
        return new RoleDoor(settings(roles), ingest);
    }

    private static Settings settings(String roles) {
        return Settings.of(Map.of("TOCSIN_ROLES", roles));
    }

    /** Found in the classes, so that a new one is asked without anybody thinking of it. */
    private static Set<String> jobs() {
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("tocsin").stream()
                        .flatMap(one -> one.getMethods().stream())
                        .filter(method -> method.isAnnotatedWith(Scheduled.class))
                        .map(method ->
                                method.getAnnotationOfType(Scheduled.class).identity())
                        .collect(Collectors.toSet());
    }
}
