package tocsin.tenant;

import io.quarkus.arc.Arc;
import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import java.util.function.Supplier;

/** Whose data this unit of work may touch. Set once, at the edge; never guessed. */
@RequestScoped
public class CurrentTenant {

    private String id;

    /** The tenant's id. Without one there is no work to be done: that is a defect of the caller. */
    public String id() {
        if (id == null) {
            throw new IllegalStateException("No tenant in this unit of work");
        }
        return id;
    }

    public Optional<String> known() {
        return Optional.ofNullable(id);
    }

    /** For the doors that find the tenant (session, token, signed link). A second call is refused. */
    public void enter(String tenant) {
        if (id != null && !id.equals(tenant)) {
            throw new IllegalStateException("Tenant already set");
        }
        id = tenant;
    }

    /** Runs work that no request started (a job, a command) in a context of its own, for one tenant. */
    public static <T> T as(String tenant, Supplier<T> work) {
        return inOwnContext(() -> {
            Arc.container().instance(CurrentTenant.class).get().enter(tenant);
            return work.get();
        });
    }

    /** As {@link #as(String, Supplier)}, for work without a result. */
    public static void run(String tenant, Runnable work) {
        as(tenant, () -> {
            work.run();
            return null;
        });
    }

    static <T> T inOwnContext(Supplier<T> work) {
        var context = Arc.container().requestContext();
        var outer = context.getStateIfActive();
        if (outer != null) {
            context.deactivate();
        }
        context.activate();
        try {
            return work.get();
        } finally {
            context.terminate();
            if (outer != null) {
                context.activate(outer);
            }
        }
    }
}
