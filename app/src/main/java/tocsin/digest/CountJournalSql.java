package tocsin.digest;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jboss.logging.Logger;

/** The journal of what is counted later. */
final class CountJournalSql {

    private static final Logger LOG = Logger.getLogger(CountJournalSql.class);

    /** A row of the journal. */
    record Ref(String tenant, long id) {}

    /** What a batch has noted, of all tenants together. */
    record Noted(Set<Ref> rows, Tally tally) {

        static final Noted NOTHING = new Noted(Set.of(), new Tally());
    }

    private CountJournalSql() {}

    /** Notes the tally, a row for each tenant. */
    static Noted write(Connection connection, Tally tally) throws SQLException {
        var tallies = tally.byTenant();
        var noted = new HashSet<Ref>();
        try (var statement = connection.prepareStatement("""
                insert into count_journal (tenant_id, format, counts) select t, ?, c from unnest(?, ?) as w(t, c)
                returning tenant_id, id""")) {
            statement.setShort(1, TallyFormat.NUMBER);
            new Columns<>(statement, tallies.entrySet(), 2)
                    .text(Map.Entry::getKey)
                    .bytes(row -> TallyFormat.write(row.getValue()));
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    noted.add(new Ref(rows.getString(1), rows.getLong(2)));
                }
            }
        }
        return new Noted(noted, tally);
    }

    /** Takes these rows out. Answers those that nobody else has taken: they are the caller's to count. */
    static Set<Ref> take(Connection connection, Collection<Ref> rows) throws SQLException {
        var taken = new HashSet<Ref>();
        try (var statement = connection.prepareStatement("""
                delete from count_journal j using unnest(?, ?) as w(tenant_id, id)
                where j.tenant_id = w.tenant_id and j.id = w.id
                returning j.tenant_id, j.id""")) {
            new Columns<>(statement, rows).text(Ref::tenant).number(Ref::id);
            try (var found = statement.executeQuery()) {
                while (found.next()) {
                    taken.add(new Ref(found.getString(1), found.getLong(2)));
                }
            }
        }
        return taken;
    }

    /** Packed; in memory they are some five times as large. */
    private static final long MOST_BYTES = 8 << 20;

    /**
     * Rows that have been lying for longer than any process that lives leaves them: the one that wrote them died. What a
     * newer release wrote stays for it. They are still to be taken. Fewer when they are large.
     */
    static Map<Ref, Tally> orphans(Connection connection, int seconds, int most) throws SQLException {
        var orphans = new HashMap<Ref, Tally>();
        var unreadable = new HashSet<Ref>();
        try (var statement = connection.prepareStatement("""
                select tenant_id, id, format, counts
                from (select *, sum(octet_length(counts)) over (order by written_at, tenant_id, id
                                                               rows between unbounded preceding and 1 preceding) as before
                      from (select * from count_journal
                            where written_at < now() - make_interval(secs => ?) and format between 1 and ?
                            order by written_at, tenant_id, id limit ?) few) piece
                where coalesce(before, 0) < ?""")) {
            statement.setInt(1, seconds);
            statement.setInt(2, TallyFormat.NUMBER);
            statement.setInt(3, most);
            statement.setLong(4, MOST_BYTES);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    var ref = new Ref(rows.getString(1), rows.getLong(2));
                    try {
                        orphans.put(ref, TallyFormat.read(ref.tenant(), rows.getInt(3), rows.getBytes(4)));
                    } catch (RuntimeException e) {
                        LOG.errorf(e, "A row of the journal of counts cannot be read and stays: %s", ref);
                        unreadable.add(ref);
                    }
                }
            }
        }
        for (var ref : unreadable) {
            setAside(connection, ref);
        }
        if (!orphans.isEmpty()) {
            LOG.infof("Counting %d batches of a process that did not come to it", orphans.size());
        }
        return orphans;
    }

    /** What these rows say, as far as nobody else has taken them. */
    static Map<Ref, Tally> read(Connection connection, Collection<Ref> rows) throws SQLException {
        var tallies = new HashMap<Ref, Tally>();
        try (var statement = connection.prepareStatement("""
                select j.tenant_id, j.id, j.format, j.counts
                from count_journal j join unnest(?, ?) as w(tenant_id, id) using (tenant_id, id)
                where j.format > 0""")) {
            new Columns<>(statement, rows).text(Ref::tenant).number(Ref::id);
            try (var found = statement.executeQuery()) {
                while (found.next()) {
                    var ref = new Ref(found.getString(1), found.getLong(2));
                    tallies.put(ref, TallyFormat.read(ref.tenant(), found.getInt(3), found.getBytes(4)));
                }
            }
        }
        return tallies;
    }

    /** Leaves the row to people: a format below zero is nobody's. */
    static void setAside(Connection connection, Ref row) throws SQLException {
        try (var statement = connection.prepareStatement(
                "update count_journal set format = -format where tenant_id = ? and id = ? and format > 0")) {
            statement.setString(1, row.tenant());
            statement.setLong(2, row.id());
            statement.executeUpdate();
        }
    }
}
