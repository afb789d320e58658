package tocsin.doctor;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import io.agroal.api.AgroalDataSource;
import io.quarkus.scheduler.Scheduler;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tocsin.testing.Postgres;
import tocsin.testing.Reader;
import tocsin.testing.Samples;

/** The same findings on the page and as metrics, for administrators of the instance alone. */
@QuarkusTest
@QuarkusTestResource(Postgres.class)
class DoctorPagesTest {

    private static final List<String> JOBS = List.of("outbox", "old-deliveries", "orphaned-counts");
    private static final String PAGE = "/instance/health";

    @Inject
    Doctor doctor;

    private final Samples.Project project = Samples.project();
    private final Reader admin = Reader.of(project.organization());

    @Inject
    AgroalDataSource database;

    @Inject
    Scheduler scheduler;

    /** Nobody does meanwhile what was left undone, here and by other tests. */
    @BeforeEach
    void nothingIsLeft() {
        JOBS.forEach(scheduler::pause);
        wellAgain();
    }

    @AfterEach
    void goOn() {
        wellAgain();
        JOBS.forEach(scheduler::resume);
    }

    private void wellAgain() {
        Samples.execute("delete from delivery where state = 'WAITING'");
        Samples.execute("delete from count_journal");
        Samples.execute("delete from outbox");
        doctor.look();
    }

    @Test
    void onlyAdministratorsOfTheInstanceSeeIt() {
        admin.page().get(PAGE).then().statusCode(404);
        admin.page().post(PAGE).then().statusCode(404);
        Reader.of(Samples.organization()).page().get(PAGE).then().statusCode(404);
        given().redirects().follow(false).get(PAGE).then().statusCode(303);
    }

    @Test
    void aHealthyInstanceIsToldSoAndWhenItWasLookedAt() {
        administers();

        admin.page().post(PAGE).then().statusCode(303);

        admin.page()
                .get(PAGE)
                .then()
                .statusCode(200)
                .body(containsString("Nothing is wrong"))
                .body(containsString("<time datetime="))
                .body(containsString("all events are in the counts"));
    }

    @Test
    void whatIsWrongIsOnThePageWithItsRemedyAndInTheMetricsAndGoesAgain() {
        administers();
        undelivered(7_200, 0);
        uncounted(300);

        admin.page().post(PAGE).then().statusCode(303);

        admin.page()
                .get(PAGE)
                .then()
                .statusCode(200)
                .body(not(containsString("Nothing is wrong")))
                .body(containsString("not sent though due: 0 facts and 1 delivery, the oldest since 2 hours"))
                .body(containsString("E706"))
                .body(containsString("1 batch of events is stored and not yet in the counts"))
                .body(containsString("the log of the servers says why"));
        assertThat(metric("outbox", "error")).isEqualTo("1.0");
        assertThat(metric("outbox", "warning")).isEqualTo("0.0");
        assertThat(metric("queue", "warning")).isEqualTo("1.0");

        wellAgain();

        assertThat(metric("outbox", "error")).isEqualTo("0.0");
        admin.page().get(PAGE).then().body(containsString("Nothing is wrong"));
    }

    @Test
    void aDeliveryThatATargetDoesNotTakeIsAWarningThatSaysWhereToLook() {
        undelivered(10_000, 3);
        Samples.execute("update delivery set due_at = now() + interval '1 hour' where tenant_id = ?", project.tenant());

        var finding = finding(Check.OUTBOX);

        assertThat(finding.severity()).isEqualTo(Finding.Severity.WARNING);
        assertThat(finding.detail()).contains("1 delivery is tried in vain", "2 hours");
        assertThat(finding.remedy()).contains("Deliveries");
    }

    @Test
    void aTransactionThatIsHeldOpenIsNamed() throws SQLException {
        try (var connection = Postgres.app();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("select 'held open'");

            assertThat(new DoctorSql(database).running(0))
                    .filteredOn(running -> running.state().equals("idle in transaction"))
                    .extracting(Slowness.Running::query)
                    .contains("select 'held open'");
        }
    }

    private void administers() {
        Samples.execute("update user_account set instance_admin = true where id = ?", admin.user());
    }

    private Finding finding(Check check) {
        return doctor.look().findings().stream()
                .filter(found -> found.check() == check)
                .findFirst()
                .orElseThrow();
    }

    private void undelivered(int seconds, int attempts) {
        var forward = Samples.<Long>query(
                "insert into forward (tenant_id, project_id, kind, name, address, opened, regressed, every_event)"
                        + " values (?, ?, 'WEBHOOK', 'hook', 'https://hook.invalid/', true, false, false) returning id",
                project.tenant(),
                project.id());
        Samples.execute(
                "insert into delivery (tenant_id, project_id, forward_id, kind, subject, body, attempts, queued_at,"
                        + " due_at) values (?, ?, ?, 'OPENED', 'x', '{}', ?, now() - make_interval(secs => ?),"
                        + " now() - make_interval(secs => ?))",
                project.tenant(),
                project.id(),
                forward,
                attempts,
                seconds,
                seconds);
    }

    private void uncounted(int seconds) {
        Samples.execute(
                "insert into count_journal (tenant_id, written_at, format, counts)"
                        + " values (?, now() - make_interval(secs => ?), 0, '\\x00')",
                project.tenant(),
                seconds);
    }

    private static String metric(String check, String severity) {
        var management = ConfigProvider.getConfig().getValue("quarkus.management.test-port", int.class);
        return given().port(management)
                .get("/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith("tocsin_doctor_finding{check=\"" + check + "\",severity=\"" + severity))
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .findFirst()
                .orElse("");
    }
}
