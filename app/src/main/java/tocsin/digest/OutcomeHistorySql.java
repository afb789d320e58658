package tocsin.digest;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import tocsin.tenant.QuerySql;
import tocsin.web.Spark;

/** Reads what became of what a project was sent. */
@ApplicationScoped
class OutcomeHistorySql {

    private static final int DAYS = 14;

    private record Kind(String category, String outcome, String reason) {}

    private record Day(Kind kind, Instant day, long quantity, long lastDay) {}

    private final QuerySql query;

    OutcomeHistorySql(QuerySql query) {
        this.query = query;
    }

    /** The last fortnight, one row for each kind, stored events first. */
    List<OutcomeRow> fortnight(String tenant, long project, Instant now) {
        var first = now.atOffset(ZoneOffset.UTC)
                .truncatedTo(ChronoUnit.DAYS)
                .toInstant()
                .minus(DAYS - 1, ChronoUnit.DAYS);
        var days = query.list(
                tenant,
                """
                select category, outcome, reason, date_trunc('day', hour, 'UTC') as day, sum(quantity) as quantity,
                       coalesce(sum(quantity) filter (where hour > now() - interval '24 hours'), 0) as last_day
                from outcome_hour
                where tenant_id = ? and project_id = ? and hour >= ?
                group by 1, 2, 3, 4
                order by outcome <> 'stored', category, outcome, reason, day""",
                row -> new Day(
                        new Kind(row.getString(1), row.getString(2), row.getString(3)),
                        QuerySql.instant(row, "day"),
                        row.getLong("quantity"),
                        row.getLong("last_day")),
                project,
                first);
        var byKind = new LinkedHashMap<Kind, List<Day>>();
        days.forEach(day ->
                byKind.computeIfAbsent(day.kind(), kind -> new ArrayList<>()).add(day));
        return byKind.entrySet().stream()
                .map(entry -> row(entry.getKey(), entry.getValue(), first))
                .toList();
    }

    private static OutcomeRow row(Kind kind, List<Day> days, Instant first) {
        var counts = new Long[DAYS];
        Arrays.fill(counts, 0L);
        for (var day : days) {
            var place = (int) Duration.between(first, day.day()).toDays();
            if (place >= 0 && place < DAYS) {
                counts[place] += day.quantity();
            }
        }
        return OutcomeRow.of(
                kind.category(),
                kind.outcome(),
                kind.reason(),
                days.stream().mapToLong(Day::lastDay).sum(),
                new Spark(List.of(counts), DAYS + " days"));
    }
}
