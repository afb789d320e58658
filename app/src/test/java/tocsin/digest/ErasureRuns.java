package tocsin.digest;

import jakarta.enterprise.inject.spi.CDI;

/** Lets tests elsewhere not wait for the schedule. */
public final class ErasureRuns {

    private ErasureRuns() {}

    public static void now() {
        CDI.current().select(ErasureJob.class).get().run();
    }
}
