package tocsin.issue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class HistogramTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:34:56Z");

    @Test
    void aYoungIssueIsShownByTheHour() {
        var hours = List.of(
                new IssueSql.Bucket(1, Instant.parse("2026-11-21T11:00:00Z"), 10),
                new IssueSql.Bucket(1, Instant.parse("2026-11-21T12:00:00Z"), 1));

        var histogram = Histogram.of("/home", hours, NOW.minus(Duration.ofHours(2)), NOW, NOW);

        assertThat(histogram.bars()).hasSize(48);
        var last = histogram.bars().getLast();
        assertThat(last.title()).isEqualTo("1 event, 21 Nov, 12:00 UTC");
        assertThat(last.href()).isEqualTo("/home/events/at-1795262400");
        assertThat(last.here()).isTrue();
        assertThat(histogram.bars().get(46).height()).isEqualTo(28);
        assertThat(histogram.bars().getFirst().href()).isNull();
    }

    @Test
    void anOldOneIsShownByTheDay() {
        var hours = List.of(
                new IssueSql.Bucket(1, Instant.parse("2026-11-20T11:00:00Z"), 3),
                new IssueSql.Bucket(1, Instant.parse("2026-11-20T17:00:00Z"), 4));

        var histogram = Histogram.of("/home", hours, NOW.minus(Duration.ofDays(90)), NOW, NOW);

        assertThat(histogram.bars()).hasSize(30);
        assertThat(histogram.bars().get(28).title()).isEqualTo("7 events, 20 Nov");
        assertThat(histogram.bars().get(28).href()).isEqualTo("/home/events/at-1795132800");
    }
}
