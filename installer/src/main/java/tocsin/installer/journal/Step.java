package tocsin.installer.journal;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** A piece of work that may be interrupted anywhere and then be done again. */
public sealed interface Step {

    /** What it does, as an imperative that is unique among the steps of a command: "make the directory /etc/tocsin". */
    String name();

    /** How long it takes on an ordinary host. */
    Duration expected();

    /** Does it, and does no harm where it was done before in part or in whole. */
    void carryOut();

    /** A step whose effect can be seen on the host: it is done if it is seen there, whatever the journal says. */
    record Seen(String name, Duration expected, BooleanSupplier done, Runnable work) implements Step {

        public Seen(String name, BooleanSupplier done, Runnable work) {
            this(name, Duration.ZERO, done, work);
        }

        @Override
        public void carryOut() {
            work.run();
        }
    }

    /** A step that leaves nothing to see: it is done if the journal of this run says so. */
    record Told(String name, Duration expected, Runnable work) implements Step {

        public Told(String name, Runnable work) {
            this(name, Duration.ZERO, work);
        }

        @Override
        public void carryOut() {
            work.run();
        }
    }
}
