package tocsin.issue;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import tocsin.web.Spark;

/** How often something happened lately: a count for each hour or day, oldest first. */
record Sparkline(Span span, List<Long> counts) {

    /** How far back it reaches. */
    enum Span {
        DAY("24h", "24 hours", 24, ChronoUnit.HOURS, "hour"),
        FORTNIGHT("14d", "14 days", 14, ChronoUnit.DAYS, "day"),
        TWO_DAYS("48h", "48 hours", 48, ChronoUnit.HOURS, "hour"),
        MONTH("30d", "30 days", 30, ChronoUnit.DAYS, "day");

        /** Those that somebody chooses from. */
        static final List<Span> OFFERED = List.of(DAY, FORTNIGHT);

        final String word;
        final String label;
        final int bars;
        final ChronoUnit unit;
        final String bucket;

        Span(String word, String label, int bars, ChronoUnit unit, String bucket) {
            this.word = word;
            this.label = label;
            this.bars = bars;
            this.unit = unit;
            this.bucket = bucket;
        }

        /** The last day, unless the fortnight is asked for. */
        static Span of(String word) {
            return FORTNIGHT.word.equals(word) ? FORTNIGHT : DAY;
        }

        /** Where the first bar begins. */
        Instant since(Instant now) {
            return now.atOffset(ZoneOffset.UTC).truncatedTo(unit).toInstant().minus(bars - 1, unit);
        }
    }

    static Sparkline of(Span span, List<IssueSql.Bucket> buckets, Instant now) {
        var counts = new Long[span.bars];
        Arrays.fill(counts, 0L);
        var since = span.since(now);
        for (var bucket : buckets) {
            var place = Duration.between(since, bucket.from()).dividedBy(span.unit.getDuration());
            if (place >= 0 && place < span.bars) {
                counts[(int) place] += bucket.quantity();
            }
        }
        return new Sparkline(span, List.of(counts));
    }

    Spark bars() {
        return new Spark(counts, span.label);
    }

    /** Pairs of seconds since 1970 and a count, as Sentry's API has them. */
    List<long[]> points(Instant now) {
        var since = span.since(now);
        return IntStream.range(0, counts.size())
                .mapToObj(i -> new long[] {since.plus(i, span.unit).getEpochSecond(), counts.get(i)})
                .toList();
    }
}
