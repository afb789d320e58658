package tocsin.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static tocsin.digest.Submissions.event;
import static tocsin.digest.Submissions.issues;
import static tocsin.digest.Submissions.of;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tocsin.grouping.Grouped;
import tocsin.sentry.Received;
import tocsin.sentry.SentryEvent.Tag;
import tocsin.testing.Postgres;
import tocsin.testing.Samples;

@QuarkusTest
@QuarkusTestResource(Postgres.class)
class DigesterTest {

    @Inject
    Digester digester;

    @Inject
    LateCounts late;

    @Inject
    @DataSource("ingest")
    AgroalDataSource database;

    @Test
    void aBatchOfManyProjectsLandsWithEachTenant() throws Exception {
        var acme = Samples.project();
        var globex = Samples.project();

        new BatchWriter(database)
                .write(List.of(
                        of(acme, event("Boom", "7")),
                        of(globex, event("Boom", "7")),
                        of(acme, event("Boom", "8")),
                        of(acme, event("Bang", "7"))));

        assertThat(issues(acme)).containsExactlyInAnyOrder("Boom 2 2", "Bang 1 1");
        assertThat(issues(globex)).containsExactly("Boom 1 1");
        assertThat(Samples.<Long>query(
                        "select count(*) from event e join issue i on i.id = e.issue_id and i.tenant_id = e.tenant_id"
                                + " where e.tenant_id = ?",
                        acme.tenant()))
                .isEqualTo(3);
    }

    @Test
    void valuesOfATagAboveAThousandAreCountedTogether() throws Exception {
        var project = Samples.project();
        var neighbour = Samples.project();
        var writer = new BatchWriter(database);

        for (int from = 0; from < 1_200; from += 400) {
            writer.write(IntStream.range(from, from + 400)
                    .mapToObj(i -> of(project, tagged("request", "r" + i)))
                    .toList());
        }
        // One that is known, one that is not, and an issue that has room.
        writer.write(List.of(
                of(project, tagged("request", "r0")),
                of(project, tagged("request", "new")),
                of(project, tagged("shop", "new")),
                of(neighbour, tagged("request", "new"))));

        assertThat(quantity(project, "request", "r0")).isEqualTo(2);
        assertThat(quantity(project, "request", "new")).isNull();
        assertThat(quantity(project, "request", "")).isEqualTo(200 + 1);
        assertThat(quantity(project, "shop", "new")).isEqualTo(1);
        assertThat(quantity(neighbour, "request", "new")).isEqualTo(1);
        assertThat(Samples.<Long>query(
                        "select sum(quantity)::bigint from issue_tag where tenant_id = ? and key = 'request'",
                        project.tenant()))
                .isEqualTo(1_202);
        assertThat(Samples.<Long>query(
                        "select count(*) from issue_tag where tenant_id = ? and key = 'request'", project.tenant()))
                .isEqualTo(1_000 + 1);
    }

    private static Accepted tagged(String key, String value) {
        var event = event("Boom", "7");
        return new Accepted.Stored(event.event(), event.grouped(), List.of(new Tag(key, value)), event.payload());
    }

    private static Long quantity(Samples.Project project, String key, String value) {
        return Samples.query(
                "select quantity from issue_tag where tenant_id = ? and key = ? and value = ?",
                project.tenant(),
                key,
                value);
    }

    @Test
    void shortNumbersCountPerProject() throws Exception {
        var project = Samples.project();
        var writer = new BatchWriter(database);

        writer.write(List.of(of(project, event("One", "1")), of(project, event("Two", "1"))));
        writer.write(List.of(of(project, event("Three", "1"))));

        assertThat(Samples.<Long>query("select sum(number)::bigint from issue where tenant_id = ?", project.tenant()))
                .isEqualTo(1 + 2 + 3);
    }

    @Test
    void anyKeyFindsTheIssueAndNothingMerges() throws Exception {
        var project = Samples.project();
        var writer = new BatchWriter(database);
        writer.write(List.of(of(project, keyed("a", "x"))));

        // A missing source map changes the first key; the second still leads to the same issue, and brings the new one.
        writer.write(List.of(of(project, keyed("b", "x"))));
        writer.write(List.of(of(project, keyed("b", null))));
        // Another issue's primary key wins over a shared second one.
        writer.write(List.of(of(project, keyed("c", "y"))));
        writer.write(List.of(of(project, keyed("c", "x"))));

        assertThat(issues(project)).containsExactlyInAnyOrder("K 3 0", "K 2 0");
        assertThat(Samples.<Long>query("select count(*) from issue_key where tenant_id = ?", project.tenant()))
                .isEqualTo(5);
    }

    @Test
    void anEventAfterTheResolutionReopensAndAnOlderOneDoesNot() throws Exception {
        var project = Samples.project();
        var writer = new BatchWriter(database);
        writer.write(List.of(of(project, event("Boom", "7"))));
        Samples.execute(
                "update issue set status = 'RESOLVED', status_at = now() + interval '1 hour' where tenant_id = ?",
                project.tenant());

        writer.write(List.of(of(project, event("Boom", "7"))));
        assertThat(status(project)).isEqualTo("RESOLVED");

        Samples.execute("update issue set status_at = now() - interval '1 hour' where tenant_id = ?", project.tenant());
        writer.write(List.of(of(project, event("Boom", "7"))));
        assertThat(status(project)).isEqualTo("UNRESOLVED");
    }

    /** As when the spool is read while new events go past it. */
    @Test
    void firstAndLastSeenAreOfTheEventsAndNotOfTheirOrder() throws Exception {
        var project = Samples.project();
        var writer = new BatchWriter(database);
        var now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

        writer.write(List.of(of(project, event("Boom", now.minusSeconds(600)))));
        writer.write(List.of(of(project, event("Boom", now.minusSeconds(5_000)))));
        assertThat(seen(project)).isEqualTo(now.minusSeconds(5_000) + " " + now.minusSeconds(600));

        writer.write(List.of(of(project, event("Boom", now.minusSeconds(60))), of(project, event("Boom", now))));
        writer.write(List.of(of(project, event("Boom", now.minusSeconds(900)))));
        assertThat(seen(project)).isEqualTo(now.minusSeconds(5_000) + " " + now);

        // Those that are counted after their batch
        writer.write(List.of(of(project, event("Boom", now.minusSeconds(7_000)))), BatchWriter.Counted.LATER);
        writer.write(List.of(of(project, event("Boom", now.minusSeconds(6_000)))), BatchWriter.Counted.LATER);
        Samples.execute(
                "update count_journal set written_at = now() - interval '1 hour' where tenant_id = ?",
                project.tenant());
        late.adopt();
        assertThat(seen(project)).isEqualTo(now.minusSeconds(7_000) + " " + now);
    }

    private static String seen(Samples.Project project) {
        return Samples.query(
                "select to_char(first_seen at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"') || ' '"
                        + " || to_char(last_seen at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')"
                        + " from issue where tenant_id = ?",
                project.tenant());
    }

    @Test
    void hoursAndTagsAddUpToTheEvents() throws Exception {
        var project = Samples.project();
        var writer = new BatchWriter(database);
        for (int i = 0; i < 3; i++) {
            writer.write(List.of(of(project, event("Boom", "7")), of(project, event("Boom", "8"))));
        }

        assertThat(Samples.<Long>query(
                        "select sum(quantity)::bigint from issue_hour where tenant_id = ? and environment = 'test'",
                        project.tenant()))
                .isEqualTo(6);
        assertThat(Samples.<Long>query(
                        "select quantity from issue_tag where tenant_id = ? and key = 'area' and value = 'shop'",
                        project.tenant()))
                .isEqualTo(6);
        assertThat(Samples.<Long>query(
                        "select quantity from issue_tag where tenant_id = ? and key = 'release' and value = '1.0'",
                        project.tenant()))
                .isEqualTo(6);
    }

    @Test
    void peopleAreCountedExactlyAndThenEstimated() throws Exception {
        var project = Samples.project();
        var writer = new BatchWriter(database);
        writer.write(people(project, 0, 990));
        writer.write(people(project, 0, 990));
        assertThat(issues(project)).containsExactly("Boom 1980 990");

        writer.write(people(project, 900, 1_100));
        assertThat(issues(project)).containsExactly("Boom 2180 1100");

        writer.write(people(project, 0, 3_000));
        assertThat(Samples.<Long>query("select user_count from issue where tenant_id = ?", project.tenant()))
                .isCloseTo(3_000, within(150L));
    }

    @Test
    void aContextOfAnyLengthIsNoPoison() throws Exception {
        var project = Samples.project();
        var random = new java.util.Random(7);
        var model = new StringBuilder();
        random.ints(4_000, 'a', 'z').forEach(letter -> model.append((char) letter));
        var json = "{\"message\":\"m\",\"contexts\":{\"device\":{\"model\":\"" + model + "\"}}}";
        var event =
                EventDigest.of(json.getBytes(StandardCharsets.UTF_8), Received.at(Instant.now()), UUID.randomUUID());

        assertThat(digester.submit(of(project, event)).join()).isEqualTo(Fate.WRITTEN);
    }

    @Test
    void whatIsWrittenAfterMidnightWasReceivedAfterMidnight() throws Exception {
        var project = Samples.project();
        var stalled = new Submission(
                new Origin(
                        project.tenant(),
                        project.id(),
                        project.keyId(),
                        Instant.now().minus(1, ChronoUnit.DAYS)),
                List.of(event("Boom", "7")));

        new BatchWriter(database).write(List.of(stalled));

        assertThat(Samples.<Boolean>query(
                        "select received_at > now() - interval '1 hour' from event where tenant_id = ?",
                        project.tenant()))
                .isTrue();
        assertThat(BatchWriter.aroundMidnight(java.time.LocalTime.of(23, 59, 30)))
                .isTrue();
        assertThat(BatchWriter.aroundMidnight(java.time.LocalTime.of(0, 0, 30))).isTrue();
        assertThat(BatchWriter.aroundMidnight(java.time.LocalTime.NOON)).isFalse();
    }

    @Test
    void processesThatWriteTheSameIssuesAtOnceLoseNothing() throws Exception {
        var project = Samples.project();
        var repeated = event("Type0", "7");
        try (var processes = Executors.newFixedThreadPool(4)) {
            var work = IntStream.range(0, 40)
                    .mapToObj(round -> processes.submit(() -> {
                        var batch = new ArrayList<Submission>();
                        for (int type = 0; type < 10; type++) {
                            batch.add(of(project, event("Type" + (type + round) % 10, "u" + round)));
                        }
                        batch.add(of(project, repeated));
                        write(batch);
                        return null;
                    }))
                    .toList();
            for (var one : work) {
                one.get();
            }
        }

        assertThat(Samples.<Long>query("select count(*) from issue where tenant_id = ?", project.tenant()))
                .isEqualTo(10);
        assertThat(Samples.<Long>query(
                        "select sum(event_count)::bigint from issue where tenant_id = ?", project.tenant()))
                .isEqualTo(401);
        assertThat(Samples.<Long>query("select count(*) from event where tenant_id = ?", project.tenant()))
                .isEqualTo(401);
        assertThat(Samples.<Long>query(
                        "select quantity from outcome_hour where tenant_id = ? and reason = 'duplicate'",
                        project.tenant()))
                .isEqualTo(39);
    }

    /** As the digester does: whoever comes second tries again. */
    private void write(List<Submission> batch) throws Exception {
        for (int attempt = 0; ; attempt++) {
            try {
                new BatchWriter(database).write(batch);
                return;
            } catch (java.sql.SQLException e) {
                if (Failure.of(e) != Failure.RACE || attempt == 20) {
                    throw e;
                }
            }
        }
    }

    private static List<Submission> people(Samples.Project project, int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(person -> of(project, event("Boom", "p" + person)))
                .toList();
    }

    /** Grouped by hand, so that the keys say what the test is about. */
    private static Accepted keyed(String primary, String secondary) {
        var event = (Accepted.Stored) EventDigest.of(
                "{\"message\":\"m\"}".getBytes(StandardCharsets.UTF_8), Received.at(Instant.now()), UUID.randomUUID());
        var grouped = new Grouped(
                1, key(primary), secondary == null ? null : key(secondary), List.of(), List.of(), "K", null, null);
        return new Accepted.Stored(event.event(), grouped, List.of(), event.payload());
    }

    private static byte[] key(String name) {
        return java.util.Arrays.copyOf(name.getBytes(StandardCharsets.UTF_8), 32);
    }

    private static String status(Samples.Project project) {
        return Samples.query("select status from issue where tenant_id = ?", project.tenant());
    }
}
