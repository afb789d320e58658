package tocsin.digest;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import tocsin.config.ServerRole;
import tocsin.config.Settings;
import tocsin.spool.Segment;
import tocsin.spool.Spool;
import tocsin.spool.SpoolFull;
import tocsin.spool.SpoolLimits;
import tocsin.spool.Sync;

/**
 * The way of events while the database does not take them: onto the spool, which is synced before anybody is told that
 * they are kept, and from there, oldest first, into the database when it is back. It also takes over what processes left
 * behind that died meanwhile.
 */
@ApplicationScoped
class Detour {

    private static final Logger LOG = Logger.getLogger(Detour.class);
    private static final long PAUSE_MILLIS = 1_000;

    private final Settings settings;
    private final boolean serving;
    private final SpoolLimits limits;
    private final Sync disk;
    /** This process's own first, then those it adopted. */
    private final List<Spool> spools = new CopyOnWriteArrayList<>();

    private Optional<Spool> own = Optional.empty();
    private Thread replay;
    private Delivery delivery;
    private volatile boolean stopping;

    @Inject
    Detour(Settings settings, DigestConfig config, MeterRegistry metrics) {
        this(settings, config, metrics, Sync.DISK);
    }

    Detour(Settings settings, DigestConfig config, MeterRegistry metrics, Sync disk) {
        this.settings = settings;
        this.disk = disk;
        // Who takes no events has nothing to keep, and would only take over what others left.
        this.serving = config.serving() && settings.roles().contains(ServerRole.INGEST);
        this.limits = new SpoolLimits(settings.spoolBytes(), settings.spoolFloorBytes(), 16L << 20);
        metrics.gauge("tocsin.spool.bytes", this, Detour::bytes);
    }

    /** Bytes that wait for the database. */
    long bytes() {
        return spools.stream().mapToLong(Spool::bytes).sum();
    }

    void open(@Observes @Priority(jakarta.interceptor.Interceptor.Priority.LIBRARY_BEFORE) StartupEvent event)
            throws IOException {
        var directory = settings.spoolDirectory();
        if (serving && directory.isPresent()) {
            own = Optional.of(Spool.create(directory.get(), limits, disk));
            spools.add(own.get());
            adopt();
        }
    }

    /** Whether there is a spool to take anything. */
    boolean isOpen() {
        return own.isPresent();
    }

    void start(Delivery into) {
        delivery = into;
        if (own.isPresent()) {
            replay = Thread.ofPlatform().name("digest-replay").daemon().start(this::replay);
        }
    }

    /** What another process on this disk left when it died. */
    @Scheduled(every = "30s", delayed = "30s", identity = "orphaned-spools")
    void adopt() throws IOException {
        Optional<Path> directory = own.isPresent() ? settings.spoolDirectory() : Optional.empty();
        if (directory.isPresent()) {
            for (var orphan : Spool.orphans(directory.get(), limits)) {
                if (orphan.bytes() > 0) {
                    LOG.infof("Taking over %d bytes that a process left in its spool", orphan.bytes());
                }
                spools.add(orphan);
            }
        }
    }

    void stop(@Observes @Priority(jakarta.interceptor.Interceptor.Priority.LIBRARY_AFTER) ShutdownEvent event)
            throws InterruptedException, IOException {
        stopping = true;
        if (replay != null) {
            replay.interrupt();
            replay.join(10_000);
        }
        for (var spool : spools) {
            spool.close();
        }
    }

    /** Keeps a round that was never tried on disk, or as much of it as there is room for; the rest is told to come back. */
    void take(Round round, String why) {
        try {
            append(round, why);
        } catch (SpoolFull e) {
            if (round.submissions().size() > 1) {
                take(Round.of(round.half(0).submissions()), why);
                take(Round.of(round.half(1).submissions()), why);
            } else {
                refuse(round, Busy.full(e.getMessage()));
            }
        }
    }

    /** The same for a round that may have been committed, though nobody answered: under its own id, or not at all. */
    void takeWhole(Round round, String why) {
        try {
            append(round, why);
        } catch (SpoolFull e) {
            refuse(round, Busy.full(e.getMessage()));
        }
    }

    private void append(Round round, String why) throws SpoolFull {
        try {
            if (own.isEmpty()) {
                throw new Busy(why);
            }
            own.get().append(SpoolRecord.write(round));
            round.submissions().forEach(submission -> submission.written().complete(Fate.SPOOLED));
        } catch (SpoolFull e) {
            throw e;
        } catch (IOException e) {
            LOG.error("The spool does not take events", e);
            refuse(round, new Busy(e.getMessage()));
        } catch (Busy e) {
            refuse(round, e);
        }
    }

    /** Tells those who wait to come back. */
    static void refuse(Round round, Busy busy) {
        round.submissions().forEach(submission -> submission.written().completeExceptionally(busy));
    }

    private void replay() {
        while (!stopping) {
            try {
                var written = 0;
                for (var spool : spools) {
                    written += replay(spool) ? 1 : 0;
                }
                if (written == 0) {
                    TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (Error e) {
                LOG.error("Writing what waits in the spool met an error; going on", e);
                pause();
            }
        }
    }

    /** @return whether there was something that could be written */
    private boolean replay(Spool spool) {
        try {
            var segment = spool.oldest();
            if (segment.isPresent()) {
                replay(spool, segment.get());
            } else if (spool != own.orElse(null)) {
                spools.remove(spool);
                spool.close();
            }
            return segment.isPresent();
        } catch (IOException | RuntimeException e) {
            // It stays where it is: another release may be able to read it.
            LOG.error("What waits in a spool cannot be written now", e);
            return false;
        }
    }

    /** Rounds that were written before, by us or by a process that died over it, are known by their ids and passed over. */
    private void replay(Spool spool, Segment segment) throws IOException {
        LOG.infof("Writing what waited in %s", segment);
        var end = segment.read(record -> {
            for (var left = List.of(SpoolRecord.read(record)); !left.isEmpty(); ) {
                left = deliver(spool, left);
                if (!left.isEmpty() && (stopping || !pause())) {
                    throw new IOException("the database was away until this process was stopped");
                }
            }
        });
        switch (end) {
            case WHOLE, TORN -> spool.remove(segment);
            case DAMAGED -> {
                LOG.errorf("%s is damaged: what follows the damage is lost; the file is kept beside it", segment);
                spool.setAside(segment);
            }
        }
    }

    private List<Round> deliver(Spool spool, List<Round> rounds) throws IOException {
        var left = new ArrayList<Round>();
        for (var round : rounds) {
            var remains = delivery.deliver(round, BatchWriter.Counted.LATER);
            left.addAll(remains.away());
            for (var refused : remains.refused()) {
                LOG.errorf("A spooled round that the database refuses is kept beside the spool of %s", spool);
                spool.setAside(SpoolRecord.write(refused));
            }
        }
        return left;
    }

    private boolean pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
