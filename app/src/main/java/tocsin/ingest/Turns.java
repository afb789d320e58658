package tocsin.ingest;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;

/**
 * Hands work to a few threads, a piece of each tenant in turn, and of a tenant's a piece of each project: whose requests are a
 * flood waits behind himself, and whoever sends one now and then waits for no more than one piece of each of the others.
 */
final class Turns {

    /** Whose turn it is. */
    record Whose(String tenant, long project) {

        /** Those who are nobody, and will be told so, share a turn. */
        static final Whose NOBODY = new Whose("", 0);
    }

    private static final Logger LOG = Logger.getLogger(Turns.class);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition something = lock.newCondition();

    /** Of those who have any, whose turn is next first. */
    private final LinkedHashMap<String, LinkedHashMap<Long, Queue<Runnable>>> waiting = new LinkedHashMap<>();

    private boolean stopping;

    /** @param name of its threads, before their number */
    Turns(int threads, String name) {
        var builder = Thread.ofPlatform().name(name, 1).daemon();
        for (var i = 0; i < threads; i++) {
            builder.start(this::work);
        }
    }

    /** @throws RejectedExecutionException after the end */
    void execute(Whose turn, Runnable piece) {
        lock.lock();
        try {
            if (stopping) {
                throw new RejectedExecutionException("the server ends");
            }
            waiting.computeIfAbsent(turn.tenant, tenant -> new LinkedHashMap<>())
                    .computeIfAbsent(turn.project, project -> new ArrayDeque<>(4))
                    .add(piece);
            something.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Nothing more is taken; what waits is done. */
    void stop() {
        lock.lock();
        try {
            stopping = true;
            something.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void work() {
        var goesOn = true;
        while (goesOn) {
            try {
                var piece = next();
                goesOn = piece != null;
                if (goesOn) {
                    piece.run();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (Throwable e) {
                tell(e);
            }
        }
    }

    /** Whatever happens, nobody takes the place of a thread that ends. */
    private static void tell(Throwable failure) {
        try {
            LOG.error("A request failed in a way that nobody foresaw", failure);
        } catch (Throwable e) {
            // Not even that can be said, for want of memory; the next piece may do with less
        }
    }

    /** Waits until there is some; null at the end. */
    private Runnable next() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (waiting.isEmpty()) {
                if (stopping) {
                    return null;
                }
                something.await();
            }
            var tenant = waiting.firstEntry();
            var projects = tenant.getValue();
            var project = projects.firstEntry();
            var pieces = project.getValue();
            var piece = pieces.remove();
            putBack(projects, project, pieces.isEmpty());
            putBack(waiting, tenant, projects.isEmpty());
            return piece;
        } finally {
            lock.unlock();
        }
    }

    /** At the end of the line, or nowhere. */
    private static <K, V> void putBack(LinkedHashMap<K, V> line, Map.Entry<K, V> first, boolean isDone) {
        if (isDone) {
            line.remove(first.getKey());
        } else {
            line.putLast(first.getKey(), first.getValue());
        }
    }
}
