package tocsin.web;

import io.quarkus.qute.TemplateData;
import java.util.List;
import java.util.Locale;

/**
 * A row of small bars: how often in each hour or day, oldest first. {@code {#sparkline of=spark /}} draws it.
 *
 * <p>Every row has the same rule: its own peak is as high as the row, but a peak below five stays low, so that a single
 * event never looks like a fire.
 *
 * @param span what the bars cover, as “24 hours”
 */
@TemplateData
public record Spark(List<Long> counts, String span) {

    private static final int QUIET = 5;
    private static final int STEP = 4;
    private static final int BAR = 3;
    private static final int HEIGHT = 24;

    public Spark {
        counts = List.copyOf(counts);
    }

    public int width() {
        return Math.max(1, counts.size()) * STEP - (STEP - BAR);
    }

    public long peak() {
        return counts.stream().mapToLong(Long::longValue).max().orElse(0);
    }

    public long total() {
        return counts.stream().mapToLong(Long::longValue).sum();
    }

    /** For people who do not see the bars. */
    public String summary() {
        return total() == 0
                ? "No events in " + span
                : Words.of(total(), "event", "events") + " in " + span + ", at most " + Numbers.grouped(peak())
                        + " at once";
    }

    /** The bars as one path; an empty hour leaves only the ground. */
    public String path() {
        var path = new StringBuilder(counts.size() * 16);
        var top = (double) Math.max(QUIET, peak());
        for (var i = 0; i < counts.size(); i++) {
            if (counts.get(i) > 0) {
                var height = Math.max(2, counts.get(i) / top * HEIGHT);
                path.append(String.format(Locale.ROOT, "M%d %dv-%.1fh%dv%.1fz", i * STEP, HEIGHT, height, BAR, height));
            }
        }
        return path.toString();
    }
}
