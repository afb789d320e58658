package tocsin.digest;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jboss.logging.Logger;

/** The journal of what is counted later. */
final class CountJournalSql {

    private static final Logger LOG = Logger.getLogger(CountJournalSql.class);

    /** A row of the journal. */
    record Ref(String tenant, long id) {}

    private CountJournalSql() {}

    /** Notes the tally, a row for each tenant. */
    static Map<Ref, Tally> write(Connection connection, Tally tally) throws SQLException {
        var tallies = tally.byTenant();
        var noted = new java.util.HashMap<Ref, Tally>();
        try (var statement = connection.prepareStatement("""
                insert into count_journal (tenant_id, format, counts) select t, ?, c from unnest(?, ?) as w(t, c)
                returning tenant_id, id""")) {
            statement.setShort(1, TallyFormat.NUMBER);
            new Columns<>(statement, tallies.entrySet(), 2)
                    .text(Map.Entry::getKey)
                    .bytes(row -> TallyFormat.write(row.getValue()));
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    var ref = new Ref(rows.getString(1), rows.getLong(2));
                    noted.put(ref, tallies.get(ref.tenant()));
                }
            }
        }
        return noted;
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

    /**
     * Takes out rows that have been lying for longer than any process that lives leaves them: the one that wrote them died.
     * What a newer release wrote stays for it.
     */
    static List<Tally> takeOrphans(Connection connection, int seconds, int most) throws SQLException {
        var orphans = new ArrayList<Tally>();
        try (var statement = connection.prepareStatement("""
                delete from count_journal j using (
                    select tenant_id, id from count_journal
                    where written_at < now() - make_interval(secs => ?) and format <= ?
                    order by written_at limit ? for update skip locked) w
                where j.tenant_id = w.tenant_id and j.id = w.id
                returning j.tenant_id, j.format, j.counts""")) {
            statement.setInt(1, seconds);
            statement.setInt(2, TallyFormat.NUMBER);
            statement.setInt(3, most);
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    orphans.add(TallyFormat.read(rows.getString(1), rows.getInt(2), rows.getBytes(3)));
                }
            }
        }
        if (!orphans.isEmpty()) {
            LOG.infof("Counting %d batches of a process that did not come to it", orphans.size());
        }
        return orphans;
    }
}
