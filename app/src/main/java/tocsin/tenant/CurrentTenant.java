package tocsin.tenant;

import io.quarkus.arc.Arc;
import io.quarkus.arc.ClientProxy;
import jakarta.enterprise.context.RequestScoped;
import java.util.Optional;
import java.util.function.Supplier;

/** Whose data this unit of work may touch. Set once, at the edge; never guessed. */
@RequestScoped
public class CurrentTenant {

    private String id;
    private boolean hurried;

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

    /** For a request: somebody waits for the answer, so nothing in it waits for long for the database. */
    public void hurry() {
        hurried = true;
    }

    boolean isHurried() {
        return hurried;
    }

    /** Runs work that no request started (a job, a command) in a context of its own, for one tenant. */
    public static <T> T as(String tenant, Supplier<T> work) {
        return inOwnContext(() -> {
            current().enter(tenant);
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

    private static CurrentTenant current() {
        return ClientProxy.unwrap(Arc.container().instance(CurrentTenant.class).get());
    }

    static <T> T inOwnContext(Supplier<T> work) {
        var context = Arc.container().requestContext();
        var outer = context.getStateIfActive();
        var hurried = outer != null && current().isHurried();
        if (outer != null) {
            context.deactivate();
        }
        context.activate();
        try {
            current().hurried = hurried;
            return work.get();
        } finally {
            context.terminate();
            if (outer != null) {
                context.activate(outer);
            }
        }
    }
}
