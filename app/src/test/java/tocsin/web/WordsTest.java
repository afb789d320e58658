package tocsin.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    PT0S        | just now
                    PT59S       | just now
                    PT-30S      | just now
                    PT1M        | 1m ago
                    PT59M59S    | 59m ago
                    PT1H        | 1h ago
                    PT23H59M    | 23h ago
                    P1D         | 1d ago
                    P29D        | 29d ago
                    P30D        | 1mo ago
                    P364D       | 12mo ago
                    P365D       | 1y ago
                    P900D       | 2y ago
                    """)
    void timeIsToldInOneUnit(Duration past, String words) {
        assertThat(Times.ago(NOON.minus(past), NOON)).isEqualTo(words);
    }

    @Test
    void aTimeFarInTheFutureIsToldExactly() {
        assertThat(Times.ago(NOON.plusSeconds(3_600), NOON)).isEqualTo("1 Mar 2026, 13:00:00 UTC");
    }

    @ParameterizedTest
    @CsvSource({
        "0,0",
        "999,999",
        "1000,1k",
        "1234,1.2k",
        "1999,1.9k",
        "12873,12.8k",
        "999999,999k",
        "1000000,1M",
        "2500000000,2.5B",
        "9223372036854775807,9223372T",
        "-1500,-1.5k"
    })
    void aLargeNumberIsShortAndNeverMoreThanItIs(long number, String words) {
        assertThat(Numbers.compact(number)).isEqualTo(words);
    }

    @Test
    void oneIsNotMany() {
        assertThat(Words.of(1, "event", "events")).isEqualTo("1 event");
        assertThat(Words.of(0, "event", "events")).isEqualTo("0 events");
        assertThat(Words.of(1_234, "event", "events")).isEqualTo("1,234 events");
    }

    @Test
    void aSingleEventDoesNotLookLikeAFire() {
        assertThat(new Spark(List.of(0L, 1L), "2 hours").path()).isEqualTo("M4 24v-4.8h3v4.8z");
        assertThat(new Spark(List.of(0L, 100L), "2 hours").path()).isEqualTo("M4 24v-24.0h3v24.0z");
        assertThat(new Spark(List.of(), "2 hours").summary()).isEqualTo("No events in 2 hours");
    }

    @Test
    void aToastFitsIntoAHeader() {
        assertThat(Htmx.toast("Gelöst\n“x”", null)).matches("\\p{ASCII}+").contains("Gel\\u00F6st\\n");
        assertThat(Htmx.toast("Resolved", "/acme/web/issues/7/reopen")).contains("\"undo\":\"/acme/web");
    }
}
