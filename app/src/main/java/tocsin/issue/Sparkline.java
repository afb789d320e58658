package tocsin.issue;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How often something happened lately, as bars. Every row of a list scales alike: a full bar is the same number of events
 * everywhere on the page.
 *
 * @param counts one per hour or day, oldest first
 * @param top what a full bar stands for
 */
public record Sparkline(Span span, List<Long> counts, long top) {

    /** How far back it reaches. */
    public enum Span {
        DAY("24h", 24, ChronoUnit.HOURS, "hour"),
        FORTNIGHT("14d", 14, ChronoUnit.DAYS, "day");

        public final String word;
        final int bars;
        final ChronoUnit unit;
        final String bucket;

        Span(String word, int bars, ChronoUnit unit, String bucket) {
            this.word = word;
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

    static final int WIDTH = 120;
    static final int HEIGHT = 24;

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
        var list = List.of(counts);
        return new Sparkline(span, list, max(list));
    }

    /** The same counts on a scale that others share. */
    Sparkline scaled(long shared) {
        return new Sparkline(span, counts, Math.max(1, shared));
    }

    public long total() {
        return counts.stream().mapToLong(Long::longValue).sum();
    }

    /** The bars as one SVG path of 120 by 24. By the square root, so that one event is still seen beside a thousand. */
    public String path() {
        var path = new StringBuilder();
        var step = (double) WIDTH / counts.size();
        for (int i = 0; i < counts.size(); i++) {
            if (counts.get(i) > 0) {
                var height = Math.max(2, Math.sqrt(counts.get(i) / (double) Math.max(1, top)) * HEIGHT);
                path.append(String.format(
                        Locale.ROOT, "M%.1f %dh%.1fv-%.1fh-%.1fz", i * step, HEIGHT, step - 1, height, step - 1));
            }
        }
        return path.toString();
    }

    /** Pairs of seconds since 1970 and a count, as Sentry's API has them. */
    List<long[]> points(Instant now) {
        var since = span.since(now);
        return java.util.stream.IntStream.range(0, counts.size())
                .mapToObj(i -> new long[] {since.plus(i, span.unit).getEpochSecond(), counts.get(i)})
                .toList();
    }

    /** For those who do not see it. */
    public String label() {
        return total() + (total() == 1 ? " event" : " events") + " in the last "
                + (span == Span.DAY ? "24 hours" : "14 days");
    }

    static long max(List<Long> counts) {
        return counts.stream().mapToLong(Long::longValue).max().orElse(0);
    }
}
