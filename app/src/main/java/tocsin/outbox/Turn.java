package tocsin.outbox;

import io.quarkus.narayana.jta.QuarkusTransaction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.jboss.logging.Logger;

/** Hands one target what waits for it, oldest first, until nothing waits or it does not take the next. */
final class Turn {

    private static final Logger LOG = Logger.getLogger(Turn.class);

    private final DeliverySql sql;
    private final List<Channel> channels;
    private final Duration patience;
    private final BooleanSupplier stopping;

    Turn(DeliverySql sql, List<Channel> channels, Duration patience, BooleanSupplier stopping) {
        this.sql = sql;
        this.stopping = stopping;
        this.channels = channels;
        this.patience = patience;
    }

    void run(String tenant, long target) {
        var goesOn = true;
        while (goesOn) {
            // One at a time: what a slow target keeps waiting is nobody's, and no other process takes it for forgotten.
            var next = sql.claim(tenant, target);
            // A target that fails is left alone; what it does not take, though it takes others, stands in nobody's way.
            goesOn = next.isPresent() && deliver(next.get()) && !stopping.getAsBoolean();
        }
    }

    private boolean deliver(Due due) {
        var channel =
                channels.stream().filter(one -> one.carries(due)).findFirst().orElse(null);
        try {
            if (channel == null) {
                throw DeliveryFailed.forGood("There is no way to send this any more");
            }
            channel.deliver(due);
            note(due, channel, true, () -> sql.sent(due.tenant(), due.id()));
            return true;
        } catch (DeliveryFailed e) {
            return failed(due, channel, e);
        } catch (RuntimeException | Error e) {
            // An error as well: what one delivery does to us ends neither the turn nor the noting of it.
            LOG.errorf(e, "Delivery %d failed in a way that nobody foresaw", due.id());
            return failed(due, channel, new DeliveryFailed("A defect of this server: " + e, e));
        }
    }

    /** Whether the next may be tried all the same. */
    private boolean failed(Due due, Channel channel, DeliveryFailed failure) {
        var error = cut(failure.getMessage());
        if (failure.isHopeless()) {
            sql.givenUp(due.tenant(), due.id(), error);
            return true;
        }
        var wait = Backoff.after(due.attempts(), RandomGenerator.getDefault());
        var over = Instant.now().plus(wait).isAfter(due.queuedAt().plus(patience));
        note(due, channel, false, () -> {
            if (over) {
                sql.givenUp(due.tenant(), due.id(), error);
            } else {
                sql.failed(due.tenant(), due.id(), error, wait);
            }
        });
        return failure.isAlone();
    }

    private static void note(Due due, Channel channel, boolean taken, Runnable noted) {
        QuarkusTransaction.requiringNew().run(() -> {
            noted.run();
            channel.tried(due, taken);
        });
    }

    private static String cut(String text) {
        var plain = text == null ? "" : text.replace('\0', ' ');
        return plain.length() <= 1_000 ? plain : plain.substring(0, 1_000);
    }
}
