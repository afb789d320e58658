package tocsin.digest;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import tocsin.tenant.QuerySql;
import tocsin.web.Spark;

/** Reads what became of what a project was sent. */
@ApplicationScoped
class OutcomeHistorySql {

    /** Of more keys nobody chooses one; the oldest are those that people made. */
    private static final int KEYS = 200;

    private static final String CHOSEN = """
             from outcome_hour
            where tenant_id = ? and project_id = ? and hour >= ? and hour < ?
              and (?::bigint is null or key_id = ?) and (?::text is null or category = ?)
            """;

    private record Kind(String category, String outcome, String reason) {}

    private record Part(Kind kind, Instant at, long quantity) {}

    /** Of which key and category; null is of all of them. */
    record Chosen(Long key, String category) {}

    /** A key as a person chooses it. */
    record KnownKey(long id, String label) {}

    private final QuerySql query;

    OutcomeHistorySql(QuerySql query) {
        this.query = query;
    }

    /** Oldest first, without the first {@code left}. */
    List<OutcomeCount> counts(String tenant, long project, OutcomeRange range, Chosen chosen, long left, int most) {
        return query.list(
                tenant,
                "select date_trunc('" + range.interval().word() + "', hour, 'UTC') as time, category, outcome, reason,"
                        + " nullif(key_id, 0) as key, sum(quantity) as quantity" + CHOSEN
                        + " group by 1, 2, 3, 4, 5 order by 1, 2, 3, 4, 5 nulls first offset ? limit ?",
                row -> new OutcomeCount(
                        QuerySql.instant(row, "time"),
                        row.getString("category"),
                        row.getString("outcome"),
                        row.getString("reason"),
                        row.getObject("key", Long.class),
                        row.getLong("quantity")),
                project,
                range.from(),
                range.to(),
                chosen.key(),
                chosen.key(),
                chosen.category(),
                chosen.category(),
                left,
                most);
    }

    /** One row for each kind, stored events first. */
    List<OutcomeRow> kinds(String tenant, long project, OutcomeRange range, Chosen chosen, String span) {
        var parts = query.list(
                tenant,
                "select category, outcome, reason, date_trunc('"
                        + range.interval().word()
                        + "', hour, 'UTC') as time, sum(quantity) as quantity" + CHOSEN
                        + " group by 1, 2, 3, 4 order by outcome <> 'stored', category, outcome, reason, time",
                row -> new Part(
                        new Kind(row.getString(1), row.getString(2), row.getString(3)),
                        QuerySql.instant(row, "time"),
                        row.getLong("quantity")),
                project,
                range.from(),
                range.to(),
                chosen.key(),
                chosen.key(),
                chosen.category(),
                chosen.category());
        var byKind = new LinkedHashMap<Kind, List<Part>>();
        parts.forEach(part ->
                byKind.computeIfAbsent(part.kind(), kind -> new ArrayList<>()).add(part));
        return byKind.entrySet().stream()
                .map(entry -> row(entry.getKey(), entry.getValue(), range, span))
                .toList();
    }

    /** Those that people made before those of sensors. */
    List<KnownKey> keys(String tenant, long project) {
        return query.list(
                tenant,
                "select id, label from project_key where tenant_id = ? and project_id = ? order by sensor, id limit "
                        + KEYS,
                row -> new KnownKey(row.getLong(1), row.getString(2)),
                project);
    }

    private static OutcomeRow row(Kind kind, List<Part> parts, OutcomeRange range, String span) {
        var counts = new Long[range.size()];
        Arrays.fill(counts, 0L);
        parts.forEach(part -> counts[range.place(part.at())] += part.quantity());
        return OutcomeRow.of(kind.category(), kind.outcome(), kind.reason(), new Spark(List.of(counts), span));
    }
}
