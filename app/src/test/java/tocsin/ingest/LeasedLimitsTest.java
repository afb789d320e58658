package tocsin.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tocsin.quota.Level;
import tocsin.quota.Limit;
import tocsin.quota.Meters;
import tocsin.quota.Window;
import tocsin.sentry.Category;
import tocsin.testing.IngestDatabase;
import tocsin.testing.Postgres;
import tocsin.testing.Samples;

/** Limits that processes spend a share of at a time, which the database leases to them. */
@QuarkusTest
@QuarkusTestResource(Postgres.class)
class LeasedLimitsTest {

    @Inject
    LeaseSql leases;

    @Inject
    @DataSource("ingest")
    AgroalDataSource database;

    private final Samples.Project project = Samples.project();

    @Test
    void fourProcessesAndARestartStayWithinTheLimit() throws Exception {
        var limits = List.of(new Limit(
                Limit.Kind.QUOTA, project.tenant(), 4711, Level.PROJECT, Category.ERROR, 2_000, Window.MONTH));
        var in = new AtomicLong();
        var processes = new ArrayList<Thread>();
        for (int i = 0; i < 4; i++) {
            processes.add(Thread.ofVirtual().start(() -> {
                var meters = new Meters(leases, Thread::startVirtualThread);
                for (int n = 0; n < 400; n++) {
                    send(meters, limits, in);
                }
                meters.giveBack();
            }));
        }
        for (var process : processes) {
            process.join();
        }
        assertThat(in.get()).isEqualTo(1_600);

        var restarted = new Meters(leases, Thread::startVirtualThread);
        for (int n = 0; n < 1_000; n++) {
            send(restarted, limits, in);
        }

        assertThat(in.get()).isEqualTo(2_000);
        assertThat(Samples.<Long>query("select used from quota_lease where tenant_id = ?", project.tenant()))
                .isEqualTo(2_000);
    }

    @Test
    void whoeverSetsTheClockForwardsAndBackGetsNoMore() {
        var limits = List.of(
                new Limit(Limit.Kind.QUOTA, project.tenant(), 4712, Level.PROJECT, Category.ERROR, 100, Window.HOUR));
        var meters = new Meters(leases, Runnable::run);
        var noon = Instant.parse("2026-03-04T12:00:00Z").toEpochMilli();
        var hour = TimeUnit.HOURS.toMillis(1);

        assertThat(letIn(meters, limits, noon)).isEqualTo(100);
        assertThat(letIn(meters, limits, noon + hour)).isEqualTo(100);
        assertThat(letIn(meters, limits, noon)).isZero();
        assertThat(letIn(meters, limits, noon + hour)).isZero();
        assertThat(letIn(meters, limits, noon + 2 * hour)).isEqualTo(100);
    }

    @Test
    void whatWasTakenOfAWindowThatHasNotComeIsForgotten() {
        var limits = List.of(
                new Limit(Limit.Kind.QUOTA, project.tenant(), 4713, Level.PROJECT, Category.ERROR, 100, Window.MONTH));
        Samples.execute(
                "insert into quota_lease (tenant_id, kind, subject_id, window_start, used)"
                        + " values (?, 'QUOTA', 4713, date_trunc('month', now() + interval '1 month', 'UTC'), 100)",
                project.tenant());

        assertThat(letIn(new Meters(leases, Runnable::run), limits, System.currentTimeMillis()))
                .isEqualTo(100);
    }

    @Test
    void whoseClockIsFarAheadGetsNoMoreThanTheOthers() {
        var limits = List.of(
                new Limit(Limit.Kind.QUOTA, project.tenant(), 4714, Level.PROJECT, Category.ERROR, 100, Window.MONTH));
        var now = System.currentTimeMillis();

        assertThat(letIn(new Meters(leases, Runnable::run), limits, now)).isEqualTo(100);
        assertThat(letIn(new Meters(leases, Runnable::run), limits, now + TimeUnit.DAYS.toMillis(32)))
                .isZero();
        assertThat(letIn(new Meters(leases, Runnable::run), limits, now)).isZero();
    }

    /** A limit that found the database away would let in a sixteenth. */
    @Test
    void connectionsThatTheDatabaseClosedCostNobodyAnEvent() throws Exception {
        var limits = List.of(
                new Limit(Limit.Kind.QUOTA, project.tenant(), 4715, Level.PROJECT, Category.ERROR, 100, Window.MONTH));
        var open = new ArrayList<Connection>();
        for (int i = 0; i < 3; i++) {
            open.add(database.getConnection());
        }
        for (var connection : open) {
            connection.close();
        }
        IngestDatabase.closeConnections();
        // One that was used just now is not tried before.
        Thread.sleep(200);

        assertThat(letIn(new Meters(leases, Runnable::run), limits, System.currentTimeMillis()))
                .isEqualTo(100);
    }

    private static long letIn(Meters meters, List<Limit> limits, long now) {
        return IntStream.range(0, 200)
                .filter(n -> meters.take(limits, Category.ERROR, 1, now).isEmpty())
                .count();
    }

    private static void send(Meters meters, List<Limit> limits, AtomicLong in) {
        if (meters.take(limits, Category.ERROR, 1, System.currentTimeMillis()).isEmpty()) {
            in.incrementAndGet();
        }
    }
}
