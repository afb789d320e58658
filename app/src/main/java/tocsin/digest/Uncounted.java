package tocsin.digest;

import java.util.HashSet;
import java.util.Set;

/**
 * Rows of the journal, and the sum of what they say: what a batch has noted is forgotten when it has been added here, and an
 * issue that a hundred batches hit takes the memory of one.
 */
final class Uncounted {

    private final Set<CountJournalSql.Ref> rows;
    private final Tally sum;
    private long weight;

    Uncounted() {
        this(new HashSet<>(), new Tally());
    }

    /** Of these alone, which are not copied: others are not to be added. */
    Uncounted(Set<CountJournalSql.Ref> rows, Tally sum) {
        this.rows = rows;
        this.sum = sum;
    }

    void add(Uncounted more) {
        add(more.rows, more.sum);
    }

    void add(Set<CountJournalSql.Ref> noted, Tally tally) {
        rows.addAll(noted);
        weight += sum.add(tally);
    }

    Set<CountJournalSql.Ref> rows() {
        return rows;
    }

    Tally sum() {
        return sum;
    }

    /** Bytes of memory that what was added takes, roughly. */
    long weight() {
        return weight;
    }
}
