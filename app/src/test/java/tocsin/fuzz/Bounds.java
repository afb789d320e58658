package tocsin.fuzz;

import java.io.IOException;
import java.lang.management.ManagementFactory;

/** Runs a target on one input and fails when that takes too long or too much memory, as when it fails itself. */
final class Bounds {

    /** All that is taken in turn, which is more than what is held at any time. */
    static final long MOST_MEMORY = 50L * 1024 * 1024;

    /** Of the processor, so that neighbours do not count; what is not busy but stuck, Jazzer notices. */
    static final long MOST_NANOS = 5_000_000_000L;

    private static final int TIMES = 3;

    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Bounds() {}

    /** What is too much once may be the loading of classes; what is too much each time is the input's. */
    static void check(FuzzTarget target, byte[] input) throws IOException {
        AssertionError excess = null;
        for (var time = 0; time < TIMES; time++) {
            excess = excess(target, input);
            if (excess == null) {
                return;
            }
        }
        throw excess;
    }

    private static AssertionError excess(FuzzTarget target, byte[] input) throws IOException {
        var memory = THREADS.getCurrentThreadAllocatedBytes();
        var time = THREADS.getCurrentThreadCpuTime();
        target.check(input);
        time = THREADS.getCurrentThreadCpuTime() - time;
        memory = THREADS.getCurrentThreadAllocatedBytes() - memory;
        if (memory > MOST_MEMORY) {
            return new AssertionError(input.length + " bytes took " + memory + " bytes of memory");
        }
        if (time > MOST_NANOS) {
            return new AssertionError(input.length + " bytes took " + time / 1_000_000 + " ms");
        }
        return null;
    }
}
