package tocsin.digest;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import tocsin.event.Payload;
import tocsin.tenant.QuerySql;

/** What was asked to be forgotten, and the rows that name somebody. */
@ApplicationScoped
class ErasureSql {

    record Pending(String tenant, long id) {}

    record Wanted(Subject subject, Long project, Instant at) {}

    /**
     * An event that was looked at.
     *
     * @param theirs whether it names whom we look for
     * @param identity by which they are counted, if it is theirs; null when it has none
     */
    record Named(EventRow row, boolean theirs, String identity) {}

    /** One event: the id is its sender's word, who may have used it on another day too. */
    record EventRow(UUID id, Instant receivedAt) {}

    /** Packed; unpacked, one at a time, they are some ten times as large. */
    private static final long MOST_BYTES = 4 << 20;

    private static final String LISTED = "select e.id, e.kind, e.mark, p.slug, e.requested_at, e.looked_at, e.expected,"
            + " e.removed, e.finished_at from erasure e left join project p on p.tenant_id = e.tenant_id"
            + " and p.id = e.project_id where e.tenant_id = ?";

    private final DataSource database;
    private final QuerySql query;

    ErasureSql(DataSource database, QuerySql query) {
        this.database = database;
        this.query = query;
    }

    /** Of all tenants: a door, for there is nobody who asks for one of them. */
    List<Pending> pending() throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.prepareStatement("select tenant_id, id from door_erasures()");
                var rows = statement.executeQuery()) {
            var pending = new ArrayList<Pending>();
            while (rows.next()) {
                pending.add(new Pending(rows.getString(1), rows.getLong(2)));
            }
            return pending;
        }
    }

    List<Erasures.Listed> newest(String tenant) {
        return query.list(tenant, LISTED + " order by e.id desc limit 100", ErasureSql::listed);
    }

    Optional<Erasures.Listed> get(String tenant, long id) {
        return query.first(tenant, LISTED + " and e.id = ?", ErasureSql::listed, id);
    }

    long add(String tenant, Subject subject, Long project) {
        return query.first(
                        tenant,
                        "insert into erasure (tenant_id, kind, subject, mark, project_id) values (?, ?, ?, ?, ?::bigint)"
                                + " returning id",
                        row -> row.getLong(1),
                        subject.kind().name(),
                        subject.value(),
                        subject.mark(),
                        project)
                .orElseThrow();
    }

    /** Empty when it is done, or another process is at it. Who takes it has it for two minutes from each progress on. */
    Optional<Wanted> take(String tenant, long id) {
        return query.first(
                tenant,
                "update erasure set leased_until = now() + interval '2 minutes' where tenant_id = ? and id = ?"
                        + " and finished_at is null and (leased_until is null or leased_until < now())"
                        + " returning kind, subject, project_id, requested_at",
                row -> new Wanted(
                        new Subject(Subject.Kind.valueOf(row.getString(1)), row.getString(2)),
                        row.getObject(3, Long.class),
                        QuerySql.instant(row, "requested_at")),
                id);
    }

    /** Until all that lay on a disk, and is being written without knowing of this erasure, is there to be found. */
    void awaitStale(String tenant) {
        query.list(tenant, "select pg_advisory_xact_lock(hashtext('tocsin.erasure')) where ?::text <> ''", row -> true);
    }

    /** By the clock of the database. */
    Instant now(String tenant) {
        return query.first(tenant, "select now() as at where ?::text <> ''", row -> QuerySql.instant(row, "at"))
                .orElseThrow();
    }

    /** Whether what was written before is still to be counted; what a newer release wrote is not waited for for ever. */
    boolean isUncounted(String tenant, Instant before) {
        return query.first(
                        tenant,
                        "select 1 from count_journal where tenant_id = ? and format > 0 and written_at <= ? and (format <= "
                                + TallyFormat.NUMBER + " or written_at > now() - interval '15 minutes') limit 1",
                        row -> true,
                        before)
                .isPresent();
    }

    /** From the beginning, whatever an earlier process had looked at: what it removed is gone. */
    void begin(String tenant, long id) {
        query.update(tenant, """
                update erasure e set looked_at = 0, expected =
                    (select coalesce(sum(d.events), 0) from event_day d
                     where d.tenant_id = e.tenant_id and (e.project_id is null or d.project_id = e.project_id))
                where tenant_id = ? and id = ?""", id);
    }

    void progress(String tenant, long id, int looked, int removed) {
        query.update(
                tenant,
                "with more as (select ?::text as tenant_id, ?::bigint as looked, ?::bigint as removed, ?::bigint as id)"
                        + " update erasure e set looked_at = e.looked_at + m.looked, removed = e.removed + m.removed,"
                        + " leased_until = now() + interval '2 minutes' from more m where e.tenant_id = m.tenant_id and e.id = m.id",
                (long) looked,
                (long) removed,
                id);
    }

    /** Notes as whom they are counted before the events that say so go: whoever comes next cannot ask those. */
    void remember(String tenant, long id, Collection<Long> people) {
        query.update(
                tenant,
                "insert into erasure_person (tenant_id, person, erasure_id) select ?, unnest(?::bigint[]), ?"
                        + " on conflict do nothing",
                people,
                id);
    }

    /** For whoever comes next. */
    void leave(String tenant, long id) {
        query.update(tenant, "update erasure set leased_until = null where tenant_id = ? and id = ?", id);
    }

    /** Whom it was about is no longer known from here on. */
    void finish(String tenant, long id) {
        query.update(
                tenant,
                "with forgotten as (delete from erasure_person where tenant_id = ? and erasure_id = ?)"
                        + " update erasure set subject = null, finished_at = now() where tenant_id = ? and id = ?",
                id,
                tenant,
                id);
    }

    List<Long> projects(String tenant, Long project) {
        return query.list(
                tenant,
                "with asked as (select ?::text as tenant_id, ?::bigint as project) select id from project p"
                        + " join asked a using (tenant_id) where a.project is null or p.id = a.project order by id",
                row -> row.getLong(1),
                project);
    }

    /** The days that have a leaf. */
    List<LocalDate> days(String tenant) {
        return query.list(
                tenant,
                "select day::text from event_partitions() day where ? <> '' order by day",
                row -> LocalDate.parse(row.getString(1)));
    }

    /**
     * The next so many of a project's events, fewer when they are large: of those that are kept, or of a span of time. Each
     * is opened by itself, and closed again.
     */
    List<Named> events(
            String tenant,
            long project,
            Subject subject,
            boolean kept,
            Instant from,
            Instant until,
            UUID after,
            int most) {
        return query.list(
                tenant,
                """
                select event_id, received_at, payload_format, payload
                from (select *, sum(octet_length(payload))
                                    over (order by event_id rows between unbounded preceding and 1 preceding) as before
                      from (select event_id, received_at, payload_format, payload from event
                            where tenant_id = ? and project_id = ? and %s
                              and received_at >= ? and received_at < ? and event_id > ? order by event_id limit ?) few) piece
                where coalesce(before, 0) < ? order by event_id""".formatted(kept ? "kept" : "not kept"),
                row -> named(row, subject),
                project,
                from,
                until,
                after,
                most,
                MOST_BYTES);
    }

    private static Named named(ResultSet row, Subject subject) throws SQLException {
        var at = QuerySql.instant(row, "received_at");
        var event = Payload.decode(row.getShort("payload_format"), row.getBytes("payload"), at)
                .event();
        var theirs = subject.isIn(Names.in(event));
        return new Named(
                new EventRow(row.getObject("event_id", UUID.class), at),
                theirs,
                theirs && event.user() != null ? event.user().identity() : null);
    }

    /**
     * Removes these events; with their files and what was written about them, unless another event is there that its sender
     * gave the same id, for then nobody knows to which of them those belong.
     */
    int remove(String tenant, long project, Collection<EventRow> events) {
        return query.update(tenant, """
                with gone as (select ?::text as tenant_id, ?::bigint as project_id,
                                     unnest(string_to_array(?, ' ')::uuid[]) as id,
                                     unnest(string_to_array(?, ' ')::timestamptz[]) as received_at),
                alone as (select distinct g.tenant_id, g.project_id, g.id from gone g
                          where not exists (select from event e
                                            where e.tenant_id = g.tenant_id and e.project_id = g.project_id
                                              and e.event_id = g.id
                                              and (e.event_id, e.received_at) not in (select id, received_at from gone))),
                words as (delete from feedback f using alone g
                          where f.tenant_id = g.tenant_id and f.project_id = g.project_id and f.event_id = g.id
                          returning f.tenant_id, f.project_id, f.feedback_id as id),
                files as (delete from attachment a using (select * from alone union all select * from words) g
                          where a.tenant_id = g.tenant_id and a.project_id = g.project_id and a.event_id = g.id
                          returning a.tenant_id, a.attachment_id, a.received_at),
                chunks as (delete from attachment_chunk c using files f
                           where c.tenant_id = f.tenant_id and c.attachment_id = f.attachment_id
                             and c.received_at = f.received_at),
                events as (delete from event e using gone g
                           where e.tenant_id = g.tenant_id and e.project_id = g.project_id and e.event_id = g.id
                             and e.received_at = g.received_at
                           returning e.tenant_id, e.project_id, e.received_at, e.kept)
                update event_day d set events = greatest(0, d.events - n.events)
                from (select tenant_id, project_id, (received_at at time zone 'UTC')::date as day, count(*) as events
                      from events where not kept group by 1, 2, 3) n
                where d.tenant_id = n.tenant_id and d.project_id = n.project_id and d.day = n.day""", project, joined(events, EventRow::id), joined(events, EventRow::receivedAt));
    }

    private static String joined(Collection<EventRow> events, Function<EventRow, Object> part) {
        return events.stream().map(part).map(Object::toString).collect(Collectors.joining(" "));
    }

    /** Removes what they wrote themselves, under this address or name, with its files. */
    int words(String tenant, long project, Subject subject) {
        return query.first(
                        tenant,
                        """
                        with asked as (select ?::text as tenant_id, ?::bigint as project_id, ?::text as wanted),
                        words as (delete from feedback f using asked a
                                  where f.tenant_id = a.tenant_id and f.project_id = a.project_id
                                    and lower(%s) = lower(a.wanted)
                                  returning f.tenant_id, f.project_id, f.feedback_id),
                        files as (delete from attachment f using words w
                                  where f.tenant_id = w.tenant_id and f.project_id = w.project_id
                                    and f.event_id = w.feedback_id
                                  returning f.tenant_id, f.attachment_id, f.received_at),
                        chunks as (delete from attachment_chunk c using files f
                                   where c.tenant_id = f.tenant_id and c.attachment_id = f.attachment_id
                                     and c.received_at = f.received_at)
                        select count(*) from words""".formatted(subject.kind() == Subject.Kind.EMAIL ? "f.email" : "f.name"),
                        row -> row.getInt(1),
                        project,
                        subject.value())
                .orElseThrow();
    }

    /** Removes them, as far as they are remembered, from among those whom issues count one by one; numbers stay. */
    void people(String tenant, long id, long project) {
        query.update(
                tenant,
                "delete from issue_user u using erasure_person e, issue i where u.tenant_id = ? and e.tenant_id = u.tenant_id"
                        + " and e.erasure_id = ? and e.person = u.person and i.tenant_id = u.tenant_id"
                        + " and i.id = u.issue_id and i.project_id = ?",
                id,
                project);
    }

    /** Removes the values of tags that are they, or a user as SDKs tag one. */
    void tags(String tenant, long project, Subject subject) {
        var keys =
                switch (subject.kind()) {
                    case ID -> "user user.id user_id userid";
                    case USERNAME -> "user user.username user.name username";
                    case EMAIL, IP -> "";
                };
        query.update(
                tenant,
                """
                delete from issue_tag t
                using (select ?::text as tenant_id, ?::bigint as project_id, string_to_array(?, ' ') as keys,
                              lower(?) as plain, ?::text as value, ?::text as prefixed) w, issue i
                where t.tenant_id = w.tenant_id and i.tenant_id = w.tenant_id and i.project_id = w.project_id
                  and t.issue_id = i.id and (t.key = any(w.keys) or w.keys = '{}')
                  and (t.value in (w.value, w.prefixed) or (w.keys = '{}' and lower(t.value) = w.plain))""",
                project,
                keys,
                subject.value(),
                subject.value(),
                subject.identities().getFirst());
    }

    private static Erasures.Listed listed(ResultSet row) throws SQLException {
        return new Erasures.Listed(
                row.getLong("id"),
                row.getString("kind").toLowerCase(java.util.Locale.ROOT),
                row.getString("mark"),
                row.getString("slug"),
                QuerySql.instant(row, "requested_at"),
                row.getLong("looked_at"),
                row.getLong("expected"),
                row.getLong("removed"),
                QuerySql.instant(row, "finished_at"));
    }
}
