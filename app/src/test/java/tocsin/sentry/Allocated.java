package tocsin.sentry;

import java.lang.management.ManagementFactory;

/** Counts memory taken, an upper bound of what was held at any time. */
final class Allocated {

    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Allocated() {}

    static long byThisThread() {
        return THREADS.getCurrentThreadAllocatedBytes();
    }
}
