package tocsin.digest;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicInteger;

/** Requests that have arrived and are being taken apart: a moment later their events are handed over to be written. */
@ApplicationScoped
public class Incoming {

    private final AtomicInteger requests = new AtomicInteger();

    public void begin() {
        requests.incrementAndGet();
    }

    public void end() {
        requests.decrementAndGet();
    }

    boolean any() {
        return requests.get() > 0;
    }
}
