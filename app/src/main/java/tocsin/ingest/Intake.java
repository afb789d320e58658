package tocsin.ingest;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;
import org.jboss.logging.MDC;
import tocsin.digest.Accepted;
import tocsin.digest.Attachments;
import tocsin.digest.Busy;
import tocsin.digest.Digester;
import tocsin.digest.Origin;
import tocsin.digest.Submission;
import tocsin.quota.Refusal;
import tocsin.sentry.Category;
import tocsin.sentry.MalformedEnvelope;
import tocsin.sentry.MalformedEvent;
import tocsin.sentry.SentryAuth;
import tocsin.sentry.TooLarge;

/** What every endpoint needs: who sends, the way to the database, and counting what is refused. */
@ApplicationScoped
class Intake {

    private final DsnKeys keys;
    private final Digester digester;
    private final Attachments attachments;
    private final Room room;
    private final Limits limits;
    private final Refusals refusals;
    private final Sightings sightings;
    private final Clock clock = Clock.systemUTC();
    /** Large files wait for the database for long, and for a turn, so they do it aside. */
    private final ExecutorService aside = Executors.newVirtualThreadPerTaskExecutor();

    /** Each holds files in memory or on disk meanwhile, so not any number may wait. */
    private final Semaphore waiting = new Semaphore(100);

    Intake(
            DsnKeys keys,
            Digester digester,
            Attachments attachments,
            Room room,
            Limits limits,
            Refusals refusals,
            Sightings sightings) {
        this.keys = keys;
        this.digester = digester;
        this.attachments = attachments;
        this.room = room;
        this.limits = limits;
        this.refusals = refusals;
        this.sightings = sightings;
    }

    /** Reads a request's body; what is wrong with it is counted and told. */
    interface Reading<T> {
        T of(InputStream body) throws IOException;
    }

    /** The project and tenant behind a key, when the address names that project. */
    Origin origin(long project, SentryAuth auth) {
        var origin = origin(auth);
        if (origin.project() != project) {
            throw IngestRefused.unknownProject();
        }
        return origin;
    }

    /** The project and tenant behind a key. */
    Origin origin(SentryAuth auth) {
        var key = keys.find(auth.publicKey()).orElseThrow(IngestRefused::unknownProject);
        if (!key.active()) {
            throw IngestRefused.unknownProject();
        }
        MDC.put("tenant", key.tenant());
        var sensor = key.sensor();
        if (sensor != null) {
            sightings.saw(key.tenant(), sensor.id());
        }
        return new Origin(
                key.tenant(),
                key.project(),
                key.id(),
                Instant.now(clock),
                key.rules(),
                sensor == null ? null : sensor.name());
    }

    /**
     * The body, decompressed while it is read and within the memory that there is. {@link OverLimit} when one more of
     * that category is too many: then nothing of it is read.
     */
    <T> T read(Origin origin, String category, InputStream body, String contentEncoding, Reading<T> reading)
            throws IOException {
        var refusal = limits.take(origin, Category.of(category), 1);
        if (refusal.isPresent()) {
            throw over(origin, Map.of(Category.of(category), 1L), refusal.get());
        }
        return inflated(origin, category, body, contentEncoding, reading);
    }

    /** As {@link #read}, of what says only when it has been read how much it is: nothing is counted yet. */
    <T> T measure(Origin origin, String category, InputStream body, String contentEncoding, Reading<T> reading)
            throws IOException {
        var refusal = limits.look(origin, Category.of(category));
        if (refusal.isEmpty()) {
            return inflated(origin, category, body, contentEncoding, reading);
        }
        throw over(origin, Map.of(Category.of(category), 1L), refusal.get());
    }

    private <T> T inflated(Origin origin, String category, InputStream body, String contentEncoding, Reading<T> reading)
            throws IOException {
        try (var in = room.around(Decoding.of(body, contentEncoding, room.memory()))) {
            return reading.of(in);
        } catch (TooLarge e) {
            refused(origin, category, "too_large");
            throw e;
        } catch (IngestRefused e) {
            refused(origin, category, e.reason());
            throw e;
        } catch (MalformedEnvelope | MalformedEvent | IOException e) {
            refused(origin, category, "malformed");
            throw e;
        }
    }

    /** {@link OverLimit} when it is too much: then it is counted as lost, and against no limit. */
    void admit(Origin origin, Map<Category, Long> quantities) {
        var refusal = limits.take(origin, quantities);
        if (refusal.isPresent()) {
            throw over(origin, quantities, refusal.get());
        }
    }

    private OverLimit over(Origin origin, Map<Category, Long> lost, Refusal refusal) {
        lost.forEach((category, quantity) -> refusals.add(
                origin, category.wireName(), "rate_limited", refusal.limit().reason(), quantity));
        return limits.over(origin, List.of(refusal));
    }

    /** For a body that is of no type which is read there. */
    IngestRefused unsupported(Origin origin, String category, String detail) {
        var refused = new IngestRefused(415, detail);
        refused(origin, category, refused.reason());
        return refused;
    }

    /** Takes in what the limits allow. */
    Gathered gathering(Origin origin) {
        return new Gathered(origin.rules(), quantities -> limits.take(origin, quantities));
    }

    /** As {@link #write}, with what SDKs are told of limits. */
    CompletableFuture<Answer> answer(Origin origin, Gathered gathered, UUID id) {
        gathered.settle();
        if (gathered.isRefused()) {
            return CompletableFuture.failedFuture(refused(origin, gathered));
        }
        return write(origin, gathered, id)
                .thenApply(done -> gathered.refusals().isEmpty()
                        ? SdkAnswer.accepted(done, limits.reached(origin))
                        : SdkAnswer.refused(limits.over(origin, gathered.refusals())));
    }

    private void count(Origin origin, Accepted item) {
        if (item instanceof Accepted.Counted counted) {
            refusals.add(origin, counted.category(), counted.outcome(), counted.reason(), counted.quantity());
        }
    }

    /** Completes when all of it is committed, with the id of its event, if it has one. */
    CompletableFuture<UUID> write(Origin origin, Gathered gathered, UUID id) {
        gathered.settle();
        if (gathered.isLight()) {
            return submit(origin, gathered.accepted()).thenApply(done -> id);
        }
        if (id == null) {
            return submitWithout(origin, gathered, "incomplete").thenApply(done -> null);
        }
        // Their event is worth more than they are; who sends nothing else is asked to come back.
        var beside = gathered.id() != null;
        if (!waiting.tryAcquire()) {
            if (beside) {
                return submitWithout(origin, gathered, "unavailable").thenApply(done -> id);
            }
            gathered.close();
            return CompletableFuture.failedFuture(new Busy("too many files wait to be kept"));
        }
        return CompletableFuture.supplyAsync(() -> attachments.take(origin, id, gathered.files(), beside), aside)
                .whenComplete((taken, failure) -> {
                    waiting.release();
                    gathered.close();
                })
                .thenCompose(taken -> submit(origin, gathered.accepted(), taken, beside))
                .thenApply(done -> id);
    }

    /** All but the files. */
    private CompletableFuture<?> submitWithout(Origin origin, Gathered gathered, String reason) {
        gathered.files().forEach(file -> gathered.refuse(file, reason));
        gathered.close();
        return submit(origin, gathered.accepted());
    }

    /** The files with their event, or if there is no room for all of it, the event alone. */
    private CompletableFuture<?> submit(Origin origin, List<Accepted> items, Attachments.Taken taken, boolean beside) {
        var all = Stream.concat(items.stream(), taken.items().stream()).toList();
        return digester.submit(new Submission(origin, all))
                .exceptionallyCompose(failure -> beside && failure instanceof Busy
                        ? digester.submit(new Submission(origin, withoutFiles(all)))
                        : CompletableFuture.failedFuture(failure))
                .whenComplete((done, failure) -> taken.close());
    }

    private static List<Accepted> withoutFiles(List<Accepted> items) {
        return items.stream()
                .<Accepted>map(item -> item instanceof Accepted.File file ? file.unavailable() : item)
                .toList();
    }

    /** Events alone; when limits dropped all of them, nothing but their number is written. */
    CompletableFuture<?> submitOrCount(Origin origin, Gathered events) {
        if (events.isRefused()) {
            events.accepted().forEach(item -> count(origin, item));
            return CompletableFuture.completedFuture(null);
        }
        return submit(origin, events.accepted());
    }

    /** For a request of which all was dropped because of limits: it is only counted. */
    OverLimit refused(Origin origin, Gathered gathered) {
        gathered.accepted().forEach(item -> count(origin, item));
        return limits.over(origin, gathered.refusals());
    }

    /** What senders are told of limits: those that dropped something, and those that are reached besides. */
    OverLimit over(Origin origin, List<Refusal> refusals) {
        return limits.over(origin, refusals);
    }

    CompletableFuture<?> submit(Origin origin, List<Accepted> items) {
        return items.isEmpty()
                ? CompletableFuture.completedFuture(null)
                : digester.submit(new Submission(origin, items));
    }

    /** Nobody waits for this: what is refused is only counted. */
    void refused(Origin origin, String category, String reason) {
        if (origin != null) {
            refused(origin, category, reason, 1);
        }
    }

    void refused(Origin origin, String category, String reason, long quantity) {
        refusals.add(origin, category, "invalid", reason, quantity);
    }
}
