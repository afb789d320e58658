package tocsin.bench;

import java.io.IOException;

/** A running error tracker that is measured: it takes envelopes, shows its issues to people, and says what it holds. */
interface Subject extends AutoCloseable {

    String version();

    Target target();

    Usage usage();

    /** What is in its database by now. */
    Counts counts() throws IOException, InterruptedException;

    /** What the tables take; the write-ahead log is recycled and does not count. */
    long diskBytes() throws IOException;

    /** Somebody who has logged in with a browser. */
    Visitor visitor() throws IOException, InterruptedException;

    /** The issue list of the project that the events go to. */
    String issuesPath();

    @Override
    void close();

    /** What a project holds. */
    record Counts(long issues, long events) {}
}
