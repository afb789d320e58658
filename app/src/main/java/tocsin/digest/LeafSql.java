package tocsin.digest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.postgresql.PGConnection;

/** The leaves of the events' table: which ids are there, and COPY of new rows into them. */
final class LeafSql {

    private static final DateTimeFormatter DAY = DateTimeFormatter.BASIC_ISO_DATE;
    private static final String COLUMNS = "tenant_id, project_id, event_id, issue_id, received_at, occurred_at, level,"
            + " platform, environment, release, title, person, payload_format, payload, key_hash";

    private static final LeafGrowth GROWTH = new LeafGrowth();

    private LeafSql() {}

    /** Until the commit no other batch that asks for this is written. */
    static void oneAtATime(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("select pg_advisory_xact_lock(hashtext('tocsin.midnight'))");
        }
    }

    /** Those of the batch's events that are stored, from the day before on; around midnight up to the day after, too. */
    static Set<Batch.EventKey> stored(Connection connection, Batch batch) throws SQLException {
        var stored = new HashSet<Batch.EventKey>();
        if (batch.events.isEmpty()) {
            return stored;
        }
        var days = new TreeSet<LocalDate>();
        batch.days().forEach(day -> days.addAll(List.of(day.minusDays(1), day)));
        if (BatchWriter.aroundMidnight(LocalTime.now(ZoneOffset.UTC))) {
            // Another process's clock may show it already.
            batch.days().forEach(day -> days.add(day.plusDays(1)));
        }
        try (var statement =
                connection.prepareStatement(storedOf(days, GROWTH.doublings(Collections.max(batch.days()))))) {
            new Columns<>(statement, batch.events)
                    .text(entry -> entry.origin().tenant())
                    .number(entry -> entry.origin().project())
                    .uuid(entry -> entry.stored().event().id());
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    stored.add(new Batch.EventKey(rows.getString(1), rows.getLong(2), rows.getObject(3, UUID.class)));
                }
            }
        }
        return stored;
    }

    /**
     * Of the given events, those that lie in the leaves of these days, or did until a limit made room for newer ones.
     *
     * @param doublings of what the newest leaf holds. The database keeps the plan of a statement, and one that was made for an
     *     empty leaf may choose the wrong one of two indexes, as either is empty: from then on it goes through all of it. So the
     *     statement is another whenever the leaf has doubled.
     */
    static String storedOf(Collection<LocalDate> days, int doublings) {
        return "/* " + doublings
                + " */ with wanted as (select * from unnest(?, ?, ?) as w(tenant_id, project_id, event_id)) "
                + Stream.concat(days.stream().map(LeafSql::leaf), Stream.of("event_gone"))
                        .map(table -> "select e.tenant_id, e.project_id, e.event_id from wanted join " + table
                                + " e using (tenant_id, project_id, event_id)")
                        .collect(Collectors.joining(" union all "));
    }

    /** Writes the events, each into the leaf of its day. */
    static void copy(Connection connection, List<Batch.Entry> events, Map<Batch.Entry, Long> issues)
            throws SQLException, IOException {
        var byDay = events.stream().collect(Collectors.groupingBy(Batch.Entry::day));
        for (var day : byDay.entrySet()) {
            var rows = new CopyRows();
            for (var entry : day.getValue()) {
                add(rows, entry, issues.get(entry));
            }
            var copy = connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("copy " + leaf(day.getKey()) + " (" + COLUMNS + ") from stdin (format binary)");
            rows.writeTo(copy);
            GROWTH.add(day.getKey(), day.getValue().size());
        }
    }

    private static void add(CopyRows rows, Batch.Entry entry, long issue) {
        var event = entry.stored().event();
        var person = event.user() == null ? null : event.user().identity();
        rows.row(15)
                .text(entry.origin().tenant())
                .number(entry.origin().project())
                .uuid(event.id())
                .number(issue)
                .time(entry.origin().receivedAt())
                .time(event.timestamp())
                .small(event.level().ordinal())
                .text(event.platform())
                .text(event.environment())
                .text(event.release())
                .text(ColumnText.cut(entry.stored().grouped().title(), 300))
                .text(ColumnText.cut(person, 200))
                .small(tocsin.event.Payload.FORMAT)
                .bytes(entry.stored().payload())
                .number(ByteBuffer.wrap(entry.stored().grouped().primary()).getLong());
    }

    private static String leaf(LocalDate day) {
        return "event_" + DAY.format(day);
    }
}
