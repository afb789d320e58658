package tocsin.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static tocsin.digest.Submissions.file;
import static tocsin.digest.Submissions.number;
import static tocsin.digest.Submissions.of;
import static tocsin.digest.Submissions.origin;
import static tocsin.digest.Submissions.waitingForRounds;
import static tocsin.digest.Submissions.words;
import static tocsin.testing.Samples.outcome;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tocsin.event.OldEvents;
import tocsin.testing.IngestDatabase;
import tocsin.testing.Postgres;
import tocsin.testing.Samples;

/** Events while the database is away: on disk, and in it when it is back, each once. */
@QuarkusTest
@QuarkusTestResource(Postgres.class)
class DetourTest {

    @TempDir
    static Path base;

    @Inject
    LateCounts late;

    @Inject
    DigestConfig config;

    @Inject
    @DataSource("ingest")
    AgroalDataSource database;

    private Samples.Project project;
    private SpoolingServer server;

    @BeforeEach
    void start() throws Exception {
        project = Samples.project();
        server = new SpoolingServer(base, Map.of());
    }

    @AfterEach
    void stop() throws Exception {
        IngestDatabase.back();
        server.end();
    }

    @Test
    void whatComesWhileTheDatabaseIsAwayIsInItWhenItIsBack() {
        send(30);
        IngestDatabase.away();
        var meanwhile = send(200);
        assertThat(meanwhile).contains(Fate.SPOOLED);
        assertThat(server.detour.bytes()).isPositive();

        IngestDatabase.back();

        everythingIsThere(230);
        await().until(() -> server.detour.bytes() == 0);
        assertThat(send(1)).containsExactly(Fate.WRITTEN);
    }

    @Test
    void whoWaitsForASlowDatabaseIsTakenByTheSpool() throws Exception {
        var sent = new ArrayList<CompletableFuture<Fate>>();
        try (var slow = Postgres.superuser();
                var statement = slow.createStatement()) {
            slow.setAutoCommit(false);
            statement.execute("lock table digest_round in access exclusive mode");
            // One for each writer, which waits with it for the database; the others wait for the writers.
            for (var writer = 1; writer <= config.writers(); writer++) {
                sent.add(server.digester.submit(event("Slow")));
                var waiting = (long) writer;
                await().until(() -> waitingForRounds() == waiting);
            }
            var others = IntStream.range(0, 20)
                    .mapToObj(n -> server.digester.submit(event("Slow")))
                    .toList();

            assertThat(others.stream().map(CompletableFuture::join)).containsOnly(Fate.SPOOLED);
            sent.addAll(others);
            slow.rollback();
        }

        sent.forEach(CompletableFuture::join);
        everythingIsThere(20 + config.writers());
    }

    @Test
    void aFullDiskIsNoFaultOfTheEvents() {
        Samples.execute("create function no_space() returns trigger language plpgsql as"
                + " $$begin raise exception 'No space left on device' using errcode = 'disk_full'; end$$");
        Samples.execute("create trigger no_space before insert on digest_round execute function no_space()");
        try {
            assertThat(send(20)).containsOnly(Fate.SPOOLED);
        } finally {
            Samples.execute("drop function no_space() cascade");
        }

        everythingIsThere(20);
        assertThat(number(project, "unprocessed_event", "count(*)")).isZero();
    }

    @Test
    void aProcessThatEndsMeanwhileLeavesItsEventsToTheNext() throws Exception {
        IngestDatabase.away();
        assertThat(send(50)).containsOnly(Fate.SPOOLED);
        server.end();

        server = new SpoolingServer(base, Map.of());
        IngestDatabase.back();

        everythingIsThere(50);
        await().untilAsserted(() -> assertThat(Files.list(base)).hasSize(1));
    }

    @Test
    void aCommitWhoseAnswerWasLostIsNotCommittedAgain() throws Exception {
        var round = Round.of(List.of(event("Boom"), event("Bang")));
        late.add(new BatchWriter(database)
                .write(round, BatchWriter.Counted.LATER)
                .noted());

        server.detour.takeWhole(round, "the answer was lost");

        assertThat(round.submissions().getFirst().written().join()).isEqualTo(Fate.SPOOLED);
        await().until(() -> server.detour.bytes() == 0);
        everythingIsThere(2);
        assertThat(number(project, "outcome_hour", "sum(quantity) filter (where reason = 'duplicate')"))
                .isZero();
    }

    /**
     * It waits as a whole, and as a whole it may be taken now. Past midnight no index of a leaf tells what was written
     * before.
     */
    @Test
    void ofARoundWhoseProcessDiedBetweenItsHalvesOnlyTheRestIsWritten() throws Exception {
        var session = of(project, new Accepted.Counted("session", "not_stored", "session", 1));
        var round = Round.of(List.of(event("Boom"), session, event("Bang"), event("Boom"), event("Bang"), session));
        var writer = new BatchWriter(database);
        late.add(writer.write(round.half(0), BatchWriter.Counted.LATER).noted());
        late.add(writer.write(round.half(1).half(0), BatchWriter.Counted.LATER).noted());
        var yesterday = LocalDate.now(ZoneOffset.UTC).minusDays(1);
        OldEvents.leaves(yesterday);
        Samples.execute(
                "update event set received_at = received_at - interval '1 day' where project_id = ?", project.id());

        server.detour.takeWhole(round, "the process died over it");

        await().until(() -> server.detour.bytes() == 0);
        everythingIsThere(4);
        await().until(() -> number(project, "outcome_hour", "sum(quantity)") == 6);
        assertThat(number(project, "outcome_hour", "sum(quantity) filter (where reason = 'duplicate')"))
                .isZero();
    }

    @Test
    void anEventThatWasKeptRawIsNotStoredAsWell() throws Exception {
        var round = Round.of(List.of(event("Boom")));
        var raw = Isolated.of(round.submissions().getFirst(), new IllegalStateException("a defect"));
        late.add(new BatchWriter(database)
                .write(round.raw(List.of(raw)), BatchWriter.Counted.LATER)
                .noted());

        server.detour.takeWhole(round, "the process died over it");

        await().until(() -> server.detour.bytes() == 0);
        assertThat(number(project, "unprocessed_event", "count(*)")).isEqualTo(1);
        assertThat(number(project, "event", "count(*)")).isZero();
    }

    @Test
    void whatComesBesideAnEventWaitsWithIt() {
        var content = new byte[AttachmentChunkSql.CHUNK + 7];
        new Random(1).nextBytes(content);
        var event = Submissions.event("Boom", "7");
        var id = event.event().id();
        IngestDatabase.away();
        assertThat(server.digester
                        .submit(new Submission(
                                origin(project), List.of(event, file(id, content), words("ada@example.org", id))))
                        .join())
                .isEqualTo(Fate.SPOOLED);

        IngestDatabase.back();

        everythingIsThere(1);
        assertThat(number(project, "attachment", "sum(size)")).isEqualTo(content.length);
        assertThat(Samples.<byte[]>query(
                        "select string_agg(bytes, '' order by number) from attachment_chunk where tenant_id = ?",
                        project.tenant()))
                .isEqualTo(content);
        assertThat(number(project, "feedback", "count(*)")).isEqualTo(1);
        assertThat(outcome(project, "attachment", "stored")).isEqualTo(content.length);
        assertThat(outcome(project, "feedback", "stored")).isEqualTo(1);
    }

    @Test
    void anEventThatCannotBeWrittenTakesNoneWithIt() {
        Samples.execute("alter table issue add constraint no_poison check (type <> 'Poison')");
        IngestDatabase.away();
        var written = new ArrayList<CompletableFuture<Fate>>();
        written.add(server.digester.submit(event("Boom")));
        written.add(server.digester.submit(event("Poison")));
        written.add(server.digester.submit(event("Bang")));
        written.forEach(CompletableFuture::join);

        IngestDatabase.back();

        try {
            await().atMost(Duration.ofSeconds(30)).until(() -> number(project, "event", "count(*)") == 2);
            await().until(() -> number(project, "unprocessed_event", "count(*)") == 1);
        } finally {
            Samples.execute("alter table issue drop constraint no_poison");
        }
    }

    @Test
    void aFullSpoolAsksToComeBack() throws Exception {
        server.end();
        server = new SpoolingServer(base, Map.of("TOCSIN_SPOOL_MEGABYTES", "1"));
        IngestDatabase.away();

        var raw = new byte[300_000];
        var kept = 0;
        for (var n = 0; n < 6; n++) {
            // One at a time, so that each is a round of its own.
            var one = of(project, new Accepted.Unprocessed(UUID.randomUUID(), "a defect", raw));
            var spooled = server.digester
                    .submit(one)
                    .handle((fate, refused) -> {
                        assertThat(fate == Fate.SPOOLED || refused instanceof Busy busy && busy.isFull())
                                .isTrue();
                        return fate == Fate.SPOOLED;
                    })
                    .join();
            kept += spooled ? 1 : 0;
        }
        assertThat(kept).isEqualTo(3);
        var expected = kept;
        IngestDatabase.back();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> number(project, "unprocessed_event", "count(*)") == expected);
    }

    @Test
    void aRoundOnDiskIsTheRoundItWas() throws Exception {
        var round = Round.of(List.of(
                event("Boom"),
                new Submission(
                        origin(project),
                        List.of(
                                new Accepted.Unprocessed(UUID.randomUUID(), "why", new byte[] {1, 0, 2}),
                                new Accepted.Counted("session", "not_stored", "session", 3),
                                file(UUID.randomUUID(), "hello".getBytes(StandardCharsets.UTF_8)),
                                words("ada@example.org", UUID.randomUUID()),
                                words(null, null)))));

        var read = SpoolRecord.read(SpoolRecord.write(round));

        assertThat(read)
                .usingRecursiveComparison()
                .ignoringFields("submissions.written", "submissions.since", "submissions.stale")
                .isEqualTo(round);
    }

    private void everythingIsThere(int events) {
        await().atMost(Duration.ofSeconds(30)).until(() -> number(project, "event", "count(*)") == events);
        await().until(() -> number(project, "issue", "sum(event_count)") == events);
        assertThat(outcome(project, "error", "stored")).isEqualTo(events);
    }

    private List<Fate> send(int events) {
        var written = IntStream.range(0, events)
                .mapToObj(n -> server.digester.submit(event("Type" + n % 5)))
                .toList();
        return written.stream().map(CompletableFuture::join).toList();
    }

    private Submission event(String type) {
        return of(project, Submissions.event(type, "7"));
    }
}
