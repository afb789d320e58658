package tocsin.event;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import tocsin.sentry.SentryEvent.Breadcrumb;
import tocsin.web.Pair;

/**
 * A step before the crash.
 *
 * @param ago its distance to the crash, empty when it has no time
 * @param kind what sort of step it was: one of {@link #KINDS}
 */
public record BreadcrumbView(
        Instant at, String ago, String kind, String category, String level, LongText message, List<Pair> data) {

    /** What an icon is for, and what steps can be filtered by. */
    public static final List<String> KINDS = List.of("http", "query", "ui", "navigation", "user", "error", "log");

    private static final int MOST = 100;

    /** The last hundred, the latest first. */
    static List<BreadcrumbView> of(List<Breadcrumb> breadcrumbs, Instant crash) {
        return breadcrumbs.reversed().stream()
                .limit(MOST)
                .map(breadcrumb -> new BreadcrumbView(
                        breadcrumb.timestamp(),
                        breadcrumb.timestamp() == null ? "" : distance(Duration.between(breadcrumb.timestamp(), crash)),
                        kind(breadcrumb),
                        breadcrumb.category() == null ? "" : breadcrumb.category(),
                        breadcrumb.level() == null
                                ? "info"
                                : breadcrumb.level().name().toLowerCase(Locale.ROOT),
                        LongText.of(breadcrumb.message()),
                        PairTable.of(breadcrumb.data())))
                .toList();
    }

    /** SDKs agree on few types and tell the rest by the category: {@code ui.click}, {@code fetch}, {@code console}. */
    private static String kind(Breadcrumb breadcrumb) {
        if (breadcrumb.type() != null && KINDS.contains(breadcrumb.type())) {
            return breadcrumb.type();
        }
        var category =
                breadcrumb.category() == null ? "" : breadcrumb.category().toLowerCase(Locale.ROOT);
        return switch (category.replaceFirst("[._:/-].*", "")) {
            case "ui", "touch", "gesture" -> "ui";
            case "http", "fetch", "xhr", "httplib", "requests", "urllib3", "axios" -> "http";
            case "query", "sql", "db", "database", "redis", "jdbc" -> "query";
            case "navigation", "route", "router", "screen" -> "navigation";
            case "auth", "user", "session" -> "user";
            case "exception", "error" -> "error";
            default -> "log";
        };
    }

    private static String distance(Duration before) {
        var size = before.abs();
        if (size.toMillis() < 5) {
            return "0 s";
        }
        var sign = before.isNegative() ? "+" : "−";
        if (size.toMillis() < 10_000) {
            return sign + String.format(Locale.ROOT, "%.2f s", size.toMillis() / 1000.0);
        }
        return size.toMinutes() < 2
                ? sign + size.toSeconds() + " s"
                : size.toHours() < 2 ? sign + size.toMinutes() + " min" : sign + size.toHours() + " h";
    }
}
