package tocsin.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static tocsin.digest.Submissions.event;
import static tocsin.digest.Submissions.number;
import static tocsin.digest.Submissions.of;

import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tocsin.sentry.SentryEvent.Tag;
import tocsin.testing.Postgres;
import tocsin.testing.Samples;

/** Numbers that are written after the batch they belong to. */
@QuarkusTest
@QuarkusTestResource(Postgres.class)
class LateCountsTest {

    @Inject
    Digester digester;

    @Inject
    LateCounts late;

    @Inject
    DigestConfig config;

    @Inject
    @DataSource("ingest")
    AgroalDataSource database;

    @Test
    void theLongerCountingTakesTheRarerItIs() {
        var millisecond = 1_000_000L;

        assertThat(LateCounts.pause(0, 500 * millisecond)).isEqualTo(500 * millisecond);
        assertThat(LateCounts.pause(100 * millisecond, 500 * millisecond)).isEqualTo(900 * millisecond);
        assertThat(LateCounts.pause(60_000 * millisecond, 500 * millisecond)).isEqualTo(3_000 * millisecond);
    }

    @Test
    void underLoadEverythingIsCountedSoonAndOnce() {
        var project = Samples.project();
        var written = new ArrayList<CompletableFuture<Fate>>();
        IntStream.range(0, 600)
                .forEach(n -> written.add(digester.submit(of(project, event("Type" + n % 7, "person " + n % 50)))
                        .thenApply(fate -> fate)));
        written.forEach(CompletableFuture::join);

        await().until(() -> late.waiting() == 0 && number(project, "count_journal", "count(*)") == 0);

        assertThat(number(project, "event", "count(*)")).isEqualTo(600);
        assertThat(number(project, "issue", "sum(event_count)")).isEqualTo(600);
        assertThat(number(project, "issue", "sum(user_count)")).isEqualTo(7 * 50);
        assertThat(number(project, "issue_hour", "sum(quantity)")).isEqualTo(600);
        assertThat(number(project, "outcome_hour", "sum(quantity)")).isEqualTo(600);
    }

    @Test
    void whatAProcessLeftUncountedWhenItDiedIsCountedByAnother() throws Exception {
        var project = Samples.project();
        var writer = new BatchWriter(database);
        writer.write(List.of(of(project, event("Boom", "1"))));
        writer.write(
                List.of(of(project, event("Boom", "2")), of(project, event("Bang", "1"))), BatchWriter.Counted.LATER);
        assertThat(number(project, "issue", "sum(event_count)")).isEqualTo(1);

        late.adopt();
        assertThat(number(project, "issue", "sum(event_count)"))
                .as("the one that wrote it may still live")
                .isEqualTo(1);

        age(project);
        late.adopt();
        late.adopt();

        assertThat(number(project, "issue", "sum(event_count)")).isEqualTo(3);
        assertThat(number(project, "issue", "sum(user_count)")).isEqualTo(3);
        assertThat(number(project, "issue_tag", "sum(quantity) filter (where key = 'area')"))
                .isEqualTo(3);
        assertThat(number(project, "outcome_hour", "sum(quantity)")).isEqualTo(3);
        assertThat(number(project, "count_journal", "count(*)")).isZero();
    }

    @Test
    void whoeverComesFirstCountsAndTheOtherDoesNot() throws Exception {
        var project = Samples.project();
        var noted = new BatchWriter(database)
                .write(List.of(of(project, event("Boom", "1"))), BatchWriter.Counted.LATER)
                .noted();
        age(project);
        late.adopt();

        late.add(noted);
        await().until(() -> late.waiting() == 0);

        assertThat(number(project, "issue", "sum(event_count)")).isEqualTo(1);
    }

    @Test
    void whatWasDeletedMeanwhileKeepsNothingElseFromBeingCounted() throws Exception {
        var gone = Samples.project();
        var project = Samples.project();
        var writer = new BatchWriter(database);
        writer.write(List.of(of(gone, event("Boom", "1"))), BatchWriter.Counted.LATER);
        writer.write(
                List.of(of(project, event("Boom", "1")), of(project, event("Bang", "1"))), BatchWriter.Counted.LATER);
        Samples.execute("delete from project where tenant_id = ?", gone.tenant());
        Samples.execute("delete from issue where type = 'Bang' and tenant_id = ?", project.tenant());

        age(gone);
        age(project);
        late.adopt();

        assertThat(number(project, "issue", "sum(event_count)")).isEqualTo(1);
        assertThat(number(project, "outcome_hour", "sum(quantity)")).isEqualTo(2);
        assertThat(number(gone, "count_journal", "count(*)")).isZero();
    }

    @Test
    void anIssueResolvedBetweenTheEventAndItsCountStaysResolved() throws Exception {
        var project = Samples.project();
        new BatchWriter(database).write(List.of(of(project, event("Boom", "1"))), BatchWriter.Counted.LATER);
        Samples.execute(
                "update issue set status = 'RESOLVED', status_at = now() + interval '1 minute' where tenant_id = ?",
                project.tenant());

        age(project);
        late.adopt();

        assertThat(Samples.<String>query("select status from issue where tenant_id = ?", project.tenant()))
                .isEqualTo("RESOLVED");
    }

    @Test
    void tenTimesTheIssuesTakeTenTimesAsLongAndNotAHundred() throws Exception {
        var project = Samples.project();
        var issues = 5_000;
        Samples.execute("""
                insert into issue (tenant_id, project_id, number, type, value, culprit, level, platform, first_seen,
                                   last_seen, grouping_version)
                select tenant_id, id, n, 'Boom', '', '', 40, 'other', now(), now(), 1
                from project, generate_series(1, 5000) n where tenant_id = ?""", project.tenant());
        // As autovacuum would before long: plans made for an empty table look through all of one
        Samples.execute("analyze issue");
        Samples.execute("analyze issue_tag");
        long first = Samples.<Long>query("select min(id) from issue where tenant_id = ?", project.tenant());
        var time = Instant.now().truncatedTo(ChronoUnit.MICROS);
        var tally = new Tally();
        for (var n = 0; n < issues; n++) {
            var issue = tally.issue(new IssueDelta.Ref(project.tenant(), first + n), project.id());
            issue.quantity = 1;
            issue.first = time;
            issue.last = time;
            IntStream.range(0, 10).forEach(key -> IssueDelta.Count.add(issue.tags, new Tag("key" + key, "here"), 1));
        }

        IngestTransaction.of(database, connection -> {
            try (var statement = connection.createStatement()) {
                statement.execute("set local statement_timeout = '60s'");
            }
            Counting.add(connection, tally);
            return null;
        });

        assertThat(number(project, "issue", "sum(event_count)")).isEqualTo(issues);
        assertThat(number(project, "issue_tag", "sum(quantity)")).isEqualTo(10 * issues);
    }

    @Test
    void aBatchThatCannotBeCountedKeepsNoOtherFromIt() throws Exception {
        var project = Samples.project();
        var writer = new BatchWriter(database);
        var poison = new Submission(
                new Origin(project.tenant(), project.id(), project.keyId(), Instant.now()),
                List.of(new Accepted.Counted("error", "invalid", "a\0b", 1)));
        for (int batch = 0; batch < 5; batch++) {
            var one = of(project, event("Boom", "1"));
            writer.write(batch == 2 ? List.of(one, poison) : List.of(one), BatchWriter.Counted.LATER);
        }

        age(project);
        late.adopt();
        late.adopt();

        assertThat(number(project, "issue", "sum(event_count)")).isEqualTo(4);
        assertThat(number(project, "count_journal", "count(*) filter (where format < 0)"))
                .isEqualTo(1);
        assertThat(number(project, "count_journal", "count(*)")).isEqualTo(1);
    }

    @Test
    void ofASumOfWhichAPartWasCountedTheRestIsCountedAllTheSame() throws Exception {
        var taken = Samples.project();
        var project = Samples.project();
        var noted = new BatchWriter(database)
                .write(
                        List.of(
                                of(taken, event("Boom", "1")),
                                of(project, event("Boom", "1")),
                                of(project, event("Bang", "2"))),
                        BatchWriter.Counted.LATER)
                .noted();
        age(taken);
        late.adopt();

        late.add(noted);
        await().until(() -> late.waiting() == 0);

        assertThat(number(taken, "issue", "sum(event_count)")).isEqualTo(1);
        assertThat(number(project, "issue", "sum(event_count)")).isEqualTo(2);
        assertThat(number(project, "count_journal", "count(*)")).isZero();
    }

    @Test
    void aSumThatCannotBeCountedIsCountedBatchByBatch() throws Exception {
        var project = Samples.project();
        var writer = new BatchWriter(database);
        var poison = new Submission(
                new Origin(project.tenant(), project.id(), project.keyId(), Instant.now()),
                List.of(new Accepted.Counted("error", "invalid", "a\0b", 1)));
        var sum = new Uncounted();
        for (int batch = 0; batch < 5; batch++) {
            var one = of(project, event("Boom", "1"));
            var noted = writer.write(batch == 2 ? List.of(one, poison) : List.of(one), BatchWriter.Counted.LATER)
                    .noted();
            sum.add(noted.rows(), noted.tally());
        }

        var again = new JournalCounts(database).count(sum);

        assertThat(again.rows()).isEmpty();
        assertThat(number(project, "issue", "sum(event_count)")).isEqualTo(4);
        assertThat(number(project, "count_journal", "count(*)"))
                .as("the one that cannot be counted")
                .isEqualTo(1);
    }

    @Test
    void aLargeSumIsCountedInPieces() throws Exception {
        var project = Samples.project();
        var writer = new BatchWriter(database);
        var sum = new Uncounted();
        for (int batch = 0; batch < 3; batch++) {
            var noted = writer.write(
                            IntStream.range(0, 40)
                                    .mapToObj(n -> of(project, event("Type" + n, "1")))
                                    .toList(),
                            BatchWriter.Counted.LATER)
                    .noted();
            sum.add(noted.rows(), noted.tally());
        }
        var counts = new JournalCounts(database);

        var pieces = counts.divide(sum, 50);

        assertThat(pieces.size()).isBetween(3, 20);
        assertThat(number(project, "count_journal", "count(*)")).isEqualTo(pieces.size());
        for (var piece : pieces) {
            assertThat(counts.count(piece).rows()).isEmpty();
        }
        assertThat(number(project, "issue", "sum(event_count)")).isEqualTo(120);
        assertThat(number(project, "issue_tag", "sum(quantity) filter (where key = 'area')"))
                .isEqualTo(120);
        assertThat(number(project, "outcome_hour", "sum(quantity)")).isEqualTo(120);
        assertThat(number(project, "count_journal", "count(*)")).isZero();
    }

    /** A thousand tags in each batch, of which no other has one. */
    @Test
    void whatIsNotCountedYetTakesNoMoreMemoryThanThereIs() {
        var idle = new LateCounts(database, config, new SimpleMeterRegistry());

        for (var batch = 1; batch <= 500; batch++) {
            idle.add(new CountJournalSql.Noted(
                    Set.of(new CountJournalSql.Ref("t", batch)), tagged(1_000, new IssueDelta.Ref("t", batch), 1)));
        }

        assertThat(idle.waiting()).isBetween(50, 250);
    }

    @Test
    void aJournalOfLargeBatchesIsReadPieceByPiece() throws Exception {
        var project = Samples.project();
        for (var batch = 0; batch < 6; batch++) {
            IngestTransaction.of(database, connection -> CountJournalSql.write(connection, tagged(10_000, project)));
        }
        age(project);

        var piece = IngestTransaction.of(database, connection -> CountJournalSql.orphans(connection, 60, 500));

        assertThat(piece.keySet().stream().filter(ref -> ref.tenant().equals(project.tenant())))
                .hasSizeBetween(1, 3);
        late.adopt();
        assertThat(number(project, "count_journal", "count(*)")).isZero();
    }

    private static Tally tagged(int tags, Samples.Project project) {
        return tagged(tags, new IssueDelta.Ref(project.tenant(), Long.MAX_VALUE), project.id());
    }

    private static Tally tagged(int tags, IssueDelta.Ref ref, long project) {
        var tally = new Tally();
        var issue = tally.issue(ref, project);
        issue.first = Instant.EPOCH;
        issue.last = Instant.EPOCH;
        IntStream.range(0, tags)
                .forEach(n -> IssueDelta.Count.add(issue.tags, new Tag("k".repeat(195) + n, "v".repeat(195) + n), 1));
        return tally;
    }

    @Test
    void theJournalsFormKeepsEverything() {
        var tally = new Tally();
        var time = Instant.parse("2026-03-04T05:06:07.123456Z");
        for (long number = 1; number <= 2; number++) {
            var issue = tally.issue(new IssueDelta.Ref("t", number), 9);
            issue.quantity = number;
            issue.first = time;
            issue.last = time.plusSeconds(number);
            issue.persons.add(Long.MIN_VALUE + number);
            IssueDelta.Count.add(
                    issue.hours, new IssueDelta.Hour(time.truncatedTo(ChronoUnit.HOURS), "a \"b\""), number);
            IssueDelta.Count.add(issue.tags, new Tag("shared", "\ud83d\udd14"), number);
            IssueDelta.Count.add(issue.tags, new Tag("own", "" + number), 1);
        }
        tally.outcomes.add(new Outcomes.Row("t", 9, time.truncatedTo(ChronoUnit.HOURS), "error", "stored", "", 3), 4);

        var read = TallyFormat.read("t", TallyFormat.NUMBER, TallyFormat.write(tally));

        assertThat(read).usingRecursiveComparison().isEqualTo(tally);
        assertThatThrownBy(() -> TallyFormat.read("t", TallyFormat.NUMBER + 1, new byte[0]))
                .hasMessageContaining("newer than this release");
    }

    /** As if its writer had died long ago. */
    private static void age(Samples.Project project) {
        Samples.execute(
                "update count_journal set written_at = now() - interval '1 hour' where tenant_id = ?",
                project.tenant());
    }
}
