package tocsin.sentry;

import java.time.Instant;
import java.util.List;
import tocsin.sentry.SentryEvent.Breadcrumb;
import tocsin.sentry.SentryEvent.Level;

/** What the program did before, by our clock. */
final class BreadcrumbParser {

    private static final int MAX_BREADCRUMBS = 250;
    private static final int MAX_MESSAGE = 8192;
    private static final int MAX_DATA = 4096;

    private final ClockDrift drift;

    private BreadcrumbParser(ClockDrift drift) {
        this.drift = drift;
    }

    static List<Breadcrumb> parse(Fields event, ClockDrift drift) {
        return ValueList.parse(event, "breadcrumbs", MAX_BREADCRUMBS, new BreadcrumbParser(drift)::breadcrumb);
    }

    private Breadcrumb breadcrumb(Fields fields) {
        var level = fields.get("level");
        var known = level == null ? Level.INFO : Levels.parse(level);
        if (known == null) {
            fields.notes().invalid("level", level, "not a level");
        }
        var type = fields.text("type", Fields.NAME);
        return new Breadcrumb(
                time(fields),
                type == null ? "default" : type,
                fields.text("category", Fields.NAME),
                fields.anyText("message", MAX_MESSAGE),
                known == null ? Level.INFO : known,
                fields.data("data", 7, MAX_DATA));
    }

    private Instant time(Fields fields) {
        var time = fields.time("timestamp");
        return time == null ? null : drift.corrected(time);
    }
}
