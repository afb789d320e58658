package tocsin.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tocsin.sentry.SentryEvent.Breadcrumb;
import tocsin.sentry.SentryEvent.Level;

class BreadcrumbViewTest {

    private static final Instant CRASH = Instant.parse("2026-11-21T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "0,0 s",
        "3,0 s",
        "-4,0 s",
        "5,−0.01 s",
        "1200,−1.20 s",
        "-1200,+1.20 s",
        "65000,−65 s",
        "600000,−10 min",
        "8000000,−2 h"
    })
    void theDistanceToTheCrashIsInOneUnit(long millis, String expected) {
        var trail = BreadcrumbView.of(List.of(crumb("http", null, Level.INFO, CRASH.minusMillis(millis))), CRASH);

        assertThat(trail.getFirst().ago()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "http,,http",
        "default,ui.click,ui",
        "default,xhr,http",
        ",console,log",
        "info,sql.query,query",
        "error,exception,error",
        "<script>,<script>,log",
        ",,log"
    })
    void theKindComesFromTheTypeOrElseTheCategory(String type, String category, String expected) {
        var trail = BreadcrumbView.of(List.of(crumb(type, category, null, CRASH)), CRASH);

        assertThat(trail.getFirst().kind()).isEqualTo(expected);
    }

    @Test
    void oneCanNarrowToWhatOccursAndToWarnings() {
        var trail = BreadcrumbView.of(
                List.of(
                        crumb("http", null, Level.INFO, CRASH),
                        crumb("http", null, Level.WARNING, CRASH),
                        crumb("query", null, null, CRASH)),
                CRASH);

        assertThat(BreadcrumbKind.of(trail))
                .containsExactly(new BreadcrumbKind("http", 2), new BreadcrumbKind("query", 1));
        assertThat(BreadcrumbKind.grave(trail)).containsExactly(new BreadcrumbKind("warnings", 1));
        assertThat(BreadcrumbKind.grave(trail.subList(0, 1))).isEmpty();
        assertThat(BreadcrumbKind.of(trail.subList(0, 1))).isEmpty();
    }

    private static Breadcrumb crumb(String type, String category, Level level, Instant at) {
        return new Breadcrumb(at, type, category, "m", level, null);
    }
}
