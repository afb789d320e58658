package tocsin.regroup;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import tocsin.event.HyperLogLog;

/** People, one by one while they are few and sketched when they are many, as the database has them. */
final class Crowd {

    private static final int EXACT = 1_000;

    private final Set<Long> few = new HashSet<>();
    private HyperLogLog many;

    void add(long person) {
        if (many != null) {
            many.add(person);
            return;
        }
        few.add(person);
        if (few.size() > EXACT) {
            many = new HyperLogLog();
            few.forEach(many::add);
            few.clear();
        }
    }

    /** Each of them; empty when they are many. */
    Set<Long> few() {
        return few;
    }

    Optional<HyperLogLog> many() {
        return Optional.ofNullable(many);
    }
}
