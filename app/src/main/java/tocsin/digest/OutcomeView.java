package tocsin.digest;

import io.quarkus.qute.TemplateData;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The numbers of the page about outcomes, as its reader chose them.
 *
 * @param timed the category whose times are listed: units differ, so that only those of one can be added up
 * @param times newest first, without those in which nothing came
 */
@TemplateData
public record OutcomeView(
        Span span, List<OutcomeRow> outcomes, List<OutcomeRow> discarded, String timed, List<Time> times) {

    private static final DateTimeFormatter HOUR = words("d MMM, HH:mm 'UTC'");
    private static final DateTimeFormatter DAY = words("d MMM uuuu");

    /** How far back the page looks. */
    @TemplateData
    public enum Span {
        DAY("24h", "24 hours", 24, OutcomeRange.Interval.HOUR),
        WEEK("7d", "7 days", 7 * 24, OutcomeRange.Interval.HOUR),
        FORTNIGHT("14d", "14 days", 14, OutcomeRange.Interval.DAY),
        MONTH("30d", "30 days", 30, OutcomeRange.Interval.DAY),
        QUARTER("90d", "90 days", 90, OutcomeRange.Interval.DAY);

        private final String word;
        private final String label;
        private final int intervals;
        private final OutcomeRange.Interval interval;

        Span(String word, String label, int intervals, OutcomeRange.Interval interval) {
            this.word = word;
            this.label = label;
            this.intervals = intervals;
            this.interval = interval;
        }

        public String word() {
            return word;
        }

        public String label() {
            return label;
        }

        public String by() {
            return interval.word();
        }

        OutcomeRange until(Instant now) {
            return OutcomeRange.last(intervals, interval, now);
        }

        /** By its word in addresses. */
        static Optional<Span> of(String word) {
            return Stream.of(values()).filter(span -> span.word.equals(word)).findFirst();
        }
    }

    /** What came in one hour or day. */
    @TemplateData
    public record Time(String begin, long received, long stored, long discarded) {

        public long lost() {
            return received - stored;
        }
    }

    /** A template's parameters are not filled in, so these are. */
    public String shown() {
        return "last " + span.label() + ", by the " + span.by();
    }

    public String said() {
        return "as SDKs say, last " + span.label();
    }

    public String timesTitle() {
        return "By the " + span.by();
    }

    public String timesHint() {
        return "of kind " + timed;
    }

    static OutcomeView of(Span span, OutcomeRange range, List<OutcomeRow> rows, String timed) {
        var here = rows.stream().filter(row -> row.category().equals(timed)).toList();
        var times = new ArrayList<Time>();
        for (var place = range.size() - 1; place >= 0; place--) {
            var at = place;
            var came = sum(here.stream().filter(row -> !row.byClient()), at);
            var discarded = sum(here.stream().filter(OutcomeRow::byClient), at);
            if (came + discarded > 0) {
                var words = range.interval() == OutcomeRange.Interval.HOUR ? HOUR : DAY;
                var stored = sum(here.stream().filter(OutcomeRow::isStored), at);
                times.add(new Time(words.format(range.begin(at)), came, stored, discarded));
            }
        }
        return new OutcomeView(
                span,
                rows.stream().filter(row -> !row.byClient()).toList(),
                rows.stream().filter(OutcomeRow::byClient).toList(),
                timed,
                times);
    }

    private static long sum(Stream<OutcomeRow> rows, int place) {
        return rows.mapToLong(row -> row.spark().counts().get(place)).sum();
    }

    private static DateTimeFormatter words(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withZone(ZoneOffset.UTC);
    }
}
