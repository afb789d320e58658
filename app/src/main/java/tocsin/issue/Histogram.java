package tocsin.issue;

import io.quarkus.qute.TemplateData;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tocsin.web.Words;

/** When an issue happened, as bars that lead to the events of an hour or a day: {@code {#histogram of=… /}}. */
@TemplateData
public record Histogram(List<Bar> bars, String span) {

    private static final int STEP = 6;
    private static final int HEIGHT = 28;
    private static final int SHORTEST = 3;

    /**
     * @param here whether the event on the page is in it
     * @param href null where nothing happened
     */
    @TemplateData
    public record Bar(int x, int y, int height, String title, String href, boolean here) {}

    public int width() {
        return bars.size() * STEP;
    }

    /** By the hour for an issue of the last two days, else by the day. */
    static Histogram of(String home, List<IssueSql.Bucket> hours, Instant firstSeen, Instant event, Instant now) {
        var young = firstSeen.isAfter(now.minus(2, ChronoUnit.DAYS));
        var span = young ? Sparkline.Span.TWO_DAYS : Sparkline.Span.MONTH;
        var counts = Sparkline.of(span, hours, now).counts();
        var peak = counts.stream().mapToLong(Long::longValue).max().orElse(1);
        var since = span.since(now);
        var words = DateTimeFormatter.ofPattern(young ? "d MMM, HH:mm 'UTC'" : "d MMM", Locale.ENGLISH)
                .withZone(ZoneOffset.UTC);
        var bars = new ArrayList<Bar>();
        for (int i = 0; i < counts.size(); i++) {
            var from = since.plus(i, span.unit);
            long count = counts.get(i);
            var height = count == 0 ? 1 : (int) Math.max(SHORTEST, HEIGHT * count / peak);
            bars.add(new Bar(
                    i * STEP,
                    HEIGHT - height,
                    height,
                    Words.of(count, "event", "events") + ", " + words.format(from),
                    count == 0 ? null : home + "/events/" + EventId.SINCE + from.getEpochSecond(),
                    !event.isBefore(from) && event.isBefore(from.plus(1, span.unit))));
        }
        return new Histogram(bars, span.label);
    }
}
