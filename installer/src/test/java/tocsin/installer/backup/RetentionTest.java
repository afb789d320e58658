package tocsin.installer.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetentionTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final List<String> IDS =
            List.of("20261122T023000Z", "20261121T023000Z", "20261120T023000Z", "20261119T023000Z");

    @Test
    void soManyOfTheNewestStay() {
        assertThat(new Retention(2, 0).superfluous(IDS, NOW)).containsExactly("20261120T023000Z", "20261119T023000Z");
    }

    @Test
    void theYoungOnesStayAsWell() {
        assertThat(new Retention(1, 3).superfluous(IDS, NOW)).containsExactly("20261119T023000Z");
    }

    @Test
    void theNewestStaysHoweverOldItIs() {
        assertThat(new Retention(0, 0).superfluous(List.of("20200101T000000Z"), NOW))
                .isEmpty();
    }
}
