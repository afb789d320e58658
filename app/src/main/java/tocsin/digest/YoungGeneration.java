package tocsin.digest;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.function.LongConsumer;
import org.graalvm.nativeimage.RuntimeOptions;

/**
 * Gives young objects more room while events come in number, and takes it back when they do not. A collection takes the same
 * few milliseconds however much there was to forget, so under load fewer of them leave more time; an idle server should not
 * keep what it does not need. The JVM sees to that by itself; a native executable only has a largest size, which may be
 * changed while it runs.
 */
@ApplicationScoped
class YoungGeneration {

    private static final boolean IS_NATIVE = System.getProperty("org.graalvm.nativeimage.imagecode") != null;

    private static final long SMALL = 20L << 20;
    private static final long LARGE = 32L << 20;

    /** Of requests in a second. */
    private static final long MANY = 200;

    /** Seconds without many requests. */
    private static final int LONG = 30;

    private final Incoming incoming;
    private final LongConsumer resize;
    private long before;
    private boolean isLarge;
    private int quiet;

    @Inject
    YoungGeneration(Incoming incoming) {
        // The JVM has no such class as RuntimeOptions
        this(incoming, IS_NATIVE ? size -> RuntimeOptions.set("MaxNewSize", size) : size -> {});
    }

    YoungGeneration(Incoming incoming, LongConsumer resize) {
        this.incoming = incoming;
        this.resize = resize;
    }

    @Scheduled(every = "1s", identity = "young-generation")
    void fit() {
        var total = incoming.total();
        var isBusy = total - before >= MANY;
        before = total;
        quiet = isBusy ? 0 : quiet + 1;
        if (isBusy && !isLarge) {
            isLarge = true;
            resize.accept(LARGE);
        } else if (isLarge && quiet == LONG) {
            isLarge = false;
            resize.accept(SMALL);
            if (IS_NATIVE) {
                // Only a collection gives back what is free
                System.gc();
            }
        }
    }
}
