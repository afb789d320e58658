package tocsin.regroup;

import java.sql.SQLException;
import java.util.Set;
import java.util.function.Supplier;
import tocsin.account.Refused;

/** Does again, from the beginning, what met the work of others. */
final class Patience {

    private static final int TRIES = 3;

    /** No lock within the time, and two that waited for each other. */
    private static final Set<String> PASSING = Set.of("55P03", "40P01");

    /** What was looked at is different by now. */
    static final class Meanwhile extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Meanwhile() {
            super("It changed meanwhile");
        }
    }

    private Patience() {}

    static <T> T of(Supplier<T> work) {
        for (var tries = 1; ; tries++) {
            try {
                return work.get();
            } catch (RuntimeException e) {
                if (!isPassing(e)) {
                    throw e;
                }
                if (tries == TRIES) {
                    throw new Refused("merge", "Events and numbers are just being written: try again in a moment");
                }
            }
        }
    }

    static boolean isPassing(Throwable e) {
        for (var cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof Meanwhile
                    || (cause instanceof SQLException sql && PASSING.contains(sql.getSQLState()))) {
                return true;
            }
        }
        return false;
    }
}
