package tocsin.digest;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Who takes how much of the room in which requests wait. A tenant that floods leaves most of it to the others, and some
 * even while there are none: they come without notice.
 */
final class Shares {

    private final long amongOthers;
    private final long alone;
    /** By tenant; those who send nothing hold nothing, and stay for a few bytes. */
    private final Map<String, AtomicLong> held = new ConcurrentHashMap<>();

    private final AtomicLong all = new AtomicLong();

    Shares(long room) {
        this.amongOthers = room / 4;
        this.alone = room * 3 / 4;
    }

    /** False when this tenant has its share. */
    boolean take(String tenant, long cost) {
        var own = held.get(tenant);
        if (own == null) {
            own = held.computeIfAbsent(tenant, t -> new AtomicLong());
        }
        var mine = own.addAndGet(cost);
        var total = all.addAndGet(cost);
        // Who has nothing waiting may send one thing, whatever its size.
        if (mine <= amongOthers || mine == cost || mine == total && mine <= alone) {
            return true;
        }
        give(tenant, cost);
        return false;
    }

    void give(String tenant, long cost) {
        held.get(tenant).addAndGet(-cost);
        all.addAndGet(-cost);
    }
}
