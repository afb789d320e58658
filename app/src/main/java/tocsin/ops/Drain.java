package tocsin.ops;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.Logger;

/**
 * Between the signal to stop and the closing of the port: requests are still taken, but {@code /ready} already sends
 * proxies elsewhere.
 */
@ApplicationScoped
class Drain {

    private static final Logger LOG = Logger.getLogger(Drain.class);

    private volatile boolean begun;

    void begin(@Observes ShutdownDelayInitiatedEvent event) {
        begun = true;
        LOG.info("Draining: /ready answers 503 from now on, requests are still taken");
    }

    boolean hasBegun() {
        return begun;
    }
}
