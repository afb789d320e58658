package tocsin.event;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;
import tocsin.testing.Postgres;
import tocsin.testing.Reader;
import tocsin.testing.Samples;

@QuarkusTest
@QuarkusTestResource(Postgres.class)
class PartitionJobTest {

    @Inject
    PartitionJob job;

    /** A server that was off for a fortnight finds no leaf of yesterday, where repetitions are looked for. */
    @Test
    void yesterdaysLeafIsMadeToo() {
        var yesterday = LocalDate.now(ZoneOffset.UTC).minusDays(1);
        Samples.execute("drop table event_" + DateTimeFormatter.BASIC_ISO_DATE.format(yesterday));
        soon(() ->
                given().get("/ready").then().statusCode(503).body("reasons[0]", containsString(yesterday.toString())));

        job.run();

        soon(() -> given().get("/ready").then().statusCode(200));
    }

    @Test
    void aDayPastItsTimeIsDroppedAndWhatWasCountedOfItStays() {
        var today = LocalDate.now(ZoneOffset.UTC);
        var project = Samples.project();
        long issue = Samples.<Long>query(
                "insert into issue (tenant_id, project_id, number, type, value, culprit, level, platform, event_count,"
                        + " first_seen, last_seen, grouping_version)"
                        + " values (?, ?, 1, 'KeyError', 'old', 'cart.pay', 3, 'python', 2, now(), now(), 1) returning id",
                project.tenant(),
                project.id());
        event(project, issue, today.minusDays(91));
        event(project, issue, today.minusDays(90));

        job.run();

        assertThat(days()).doesNotContain(today.minusDays(91)).contains(today.minusDays(90), today);
        assertThat(Samples.<Long>query("select count(*) from event where issue_id = ?", issue))
                .isEqualTo(1);
        assertThat(Samples.<Long>query("select event_count from issue where id = ?", issue))
                .isEqualTo(2);
    }

    @Test
    void anIssueWhoseEventsAreAllGoneSaysWhyAndKeepsItsCount() {
        var today = LocalDate.now(ZoneOffset.UTC);
        var project = Samples.project();
        var reader = Reader.of(project.organization());
        long issue = Samples.<Long>query(
                "insert into issue (tenant_id, project_id, number, type, value, culprit, level, platform, event_count,"
                        + " first_seen, last_seen, grouping_version)"
                        + " values (?, ?, 1, 'KeyError', 'old', 'cart.pay', 3, 'python', 1234, now(), now(), 1)"
                        + " returning id",
                project.tenant(),
                project.id());
        event(project, issue, today.minusDays(100));

        job.run();

        var home = "/" + project.organization().slug() + "/web/issues/" + issue;
        for (var address : List.of(home, home + "/events/newest")) {
            reader.page()
                    .get(address)
                    .then()
                    .statusCode(200)
                    .body(containsString("past the time that they are kept"))
                    .body(containsString("1,234"));
        }
        reader.page().get(home + ".md").then().statusCode(200);
        reader.api().get("/api/0/issues/" + issue + "/").then().statusCode(200).body("count", equalTo("1234"));
        reader.api().get("/api/0/issues/" + issue + "/events/latest/").then().statusCode(404);
    }

    private static void event(Samples.Project project, long issue, LocalDate day) {
        Samples.execute("create table if not exists event_" + DateTimeFormatter.BASIC_ISO_DATE.format(day)
                + " partition of event for values from ('" + day + " 00:00Z') to ('" + day.plusDays(1) + " 00:00Z')");
        Samples.execute(
                "insert into event (tenant_id, project_id, event_id, issue_id, received_at, occurred_at, level, platform,"
                        + " environment, title, payload_format, payload)"
                        + " values (?, ?, gen_random_uuid(), ?, ?::date + time '12:00', now(), 3, 'python', 'test',"
                        + " 'KeyError', 1, ''::bytea)",
                project.tenant(),
                project.id(),
                issue,
                day.toString());
    }

    private static List<LocalDate> days() {
        return Stream.of(Samples.<String>query("select string_agg(day::text, ' ') from event_partitions() day")
                        .split(" "))
                .map(LocalDate::parse)
                .toList();
    }

    /** What was seen at /ready holds for a second. */
    private static void soon(ThrowingRunnable claim) {
        Awaitility.await().atMost(Duration.ofSeconds(10)).untilAsserted(claim);
    }
}
