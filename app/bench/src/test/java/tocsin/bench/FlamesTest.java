package tocsin.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FlamesTest {

    private final Flames flames = new Flames();

    @Test
    void aCallIsAsWideAsItsShareAndStandsAboveWhoCallsIt() {
        flames.add(List.of("Main.main", "Work.half"));
        flames.add(List.of("Main.main", "Work.half", "Work.quarter"));
        flames.add(List.of("Main.main"));
        flames.add(List.of("Other.run"));

        assertThat(flames.svg())
                .contains("viewBox=\"0 0 1600 68\"")
                .contains("<title>all: 4 samples, 100.00 %</title><rect x=\"0.0\" y=\"51\" width=\"1600.0\"")
                .contains("<title>Main.main: 3 samples, 75.00 %</title><rect x=\"0.0\" y=\"34\" width=\"1200.0\"")
                .contains("<title>Work.half: 2 samples, 50.00 %</title><rect x=\"0.0\" y=\"17\" width=\"800.0\"")
                .contains("<title>Work.quarter: 1 samples, 25.00 %</title><rect x=\"0.0\" y=\"0\" width=\"400.0\"")
                .contains("<title>Other.run: 1 samples, 25.00 %</title><rect x=\"1200.0\" y=\"34\" width=\"400.0\"");
    }

    @Test
    void theHottestAreThoseInWhichSamplesEnd() {
        flames.add(List.of("Main.main", "Work.hot"));
        flames.add(List.of("Other.run", "Work.hot"));
        flames.add(List.of("Main.main"));
        flames.add(List.of("Other.run", "Work.cold"));

        assertThat(flames.hottest(1)).containsExactly(Map.entry("Work.hot", 50.0));
        assertThat(flames.samples()).isEqualTo(4);
    }

    @Test
    void namesOfConstructorsAreText() {
        flames.add(List.of("Work.<init>"));

        assertThat(flames.svg()).contains("<text x=\"2.0\" y=\"12\">Work.&lt;init></text>");
    }

    @Test
    void ofNothingThereIsAPictureToo() {
        assertThat(flames.svg()).contains("all: 0 samples");
        assertThat(flames.hottest(5)).isEmpty();
    }
}
