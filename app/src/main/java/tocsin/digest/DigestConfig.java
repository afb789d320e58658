package tocsin.digest;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How batches form. */
@ConfigMapping(prefix = "tocsin.digest")
interface DigestConfig {

    /** Transactions that are written side by side. */
    @WithDefault("2")
    int writers();

    /** The longest that a batch waits for requests that are being taken apart. */
    @WithDefault("2000")
    int gatherMicros();

    /** The most requests in one transaction. */
    @WithDefault("500")
    int batch();

    /** The most requests that wait to be written; more are asked to come back later. */
    @WithDefault("10000")
    int waiting();

    /** The most memory that they take while they wait, in mebibytes. */
    @WithDefault("64")
    int waitingMebibytes();

    /** So many batches a second are calm times, in which one that stands alone is counted in its own transaction. */
    @WithDefault("50")
    int calmPerSecond();

    /** How often numbers are written while many batches are: late enough to add many up, too soon to be noticed. */
    @WithDefault("500")
    int countEveryMillis();

    /** How long a process that lives may leave a row in the journal of counts; after that, another takes it over. */
    @WithDefault("60")
    int orphanedAfterSeconds();

    /** How long a request waits for a database that is slow, before it goes to the spool. */
    @WithDefault("2000")
    int patienceMillis();

    /** False in a command, which takes no events and must not take over those of a server beside it. */
    @WithDefault("true")
    boolean serving();
}
