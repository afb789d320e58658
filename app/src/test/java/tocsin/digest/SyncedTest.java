package tocsin.digest;

import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.digest.Submissions.event;
import static tocsin.digest.Submissions.of;

import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.agroal.DataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tocsin.config.Settings;
import tocsin.spool.Sync;
import tocsin.testing.IngestDatabase;
import tocsin.testing.Postgres;
import tocsin.testing.Samples;

/** Who is answered has an event on the disk. */
@QuarkusTest
@QuarkusTestResource(Postgres.class)
class SyncedTest {

    @TempDir
    static Path base;

    @Inject
    LateCounts late;

    @Inject
    DigestConfig config;

    @Inject
    @DataSource("ingest")
    AgroalDataSource database;

    @Test
    void nobodyIsToldThatAnEventIsKeptBeforeTheDiskHasIt() throws Exception {
        var syncing = new CountDownLatch(1);
        var synced = new CountDownLatch(1);
        var settings = Settings.of(Map.of("TOCSIN_SPOOL", base.toString(), "TOCSIN_SPOOL_FLOOR_MEGABYTES", "1"));
        var metrics = new SimpleMeterRegistry();
        var detour = new Detour(settings, config, metrics, (written, names) -> {
            if (!names) {
                syncing.countDown();
                join(synced);
            }
            Sync.DISK.force(written, names);
        });
        var digester = new Digester(database, late, detour, new Incoming(), config, metrics);
        detour.open(new StartupEvent());
        digester.start(new StartupEvent());
        try {
            IngestDatabase.away();
            var told = digester.submit(of(Samples.project(), event("Boom", "7")));

            assertThat(syncing.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(told).isNotDone();
            synced.countDown();
            assertThat(told.join()).isEqualTo(Fate.SPOOLED);
        } finally {
            synced.countDown();
            IngestDatabase.back();
            digester.stop(new ShutdownEvent());
            detour.stop(new ShutdownEvent());
        }
    }

    private static void join(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
