package tocsin.event;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import tocsin.sentry.SentryEvent.Breadcrumb;
import tocsin.web.Pair;

/** A step before the crash. {@code ago} is its distance to the crash, empty when it has no time. */
public record BreadcrumbView(
        Instant at, String ago, String type, String category, String level, LongText message, List<Pair> data) {

    private static final int MOST = 100;

    /** The last hundred, the latest first. */
    static List<BreadcrumbView> of(List<Breadcrumb> breadcrumbs, Instant crash) {
        return breadcrumbs.reversed().stream()
                .limit(MOST)
                .map(breadcrumb -> new BreadcrumbView(
                        breadcrumb.timestamp(),
                        breadcrumb.timestamp() == null ? "" : distance(Duration.between(breadcrumb.timestamp(), crash)),
                        breadcrumb.type() == null ? "default" : breadcrumb.type(),
                        breadcrumb.category() == null ? "" : breadcrumb.category(),
                        breadcrumb.level() == null
                                ? "info"
                                : breadcrumb.level().name().toLowerCase(Locale.ROOT),
                        LongText.of(breadcrumb.message()),
                        Pairs.of(breadcrumb.data())))
                .toList();
    }

    private static String distance(Duration before) {
        var sign = before.isNegative() ? "+" : "−";
        var size = before.abs();
        if (size.toMillis() < 10_000) {
            return sign + String.format(Locale.ROOT, "%.2f s", size.toMillis() / 1000.0);
        }
        return size.toMinutes() < 2
                ? sign + size.toSeconds() + " s"
                : size.toHours() < 2 ? sign + size.toMinutes() + " min" : sign + size.toHours() + " h";
    }
}
