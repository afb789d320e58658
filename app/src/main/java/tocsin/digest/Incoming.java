package tocsin.digest;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** Requests that have arrived and are being taken apart: a moment later their events are handed over to be written. */
@ApplicationScoped
public class Incoming {

    private final AtomicInteger requests = new AtomicInteger();
    private final LongAdder total = new LongAdder();

    public void begin() {
        requests.incrementAndGet();
        total.increment();
    }

    public void end() {
        requests.decrementAndGet();
    }

    /** Since the start. */
    long total() {
        return total.sum();
    }

    boolean any() {
        return requests.get() > 0;
    }
}
