package tocsin.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MediansTest {

    @Test
    void oneBadRoundOfThreeDoesNotShow() {
        var medians = Medians.of(List.of(row(4_900), row(310), row(5_100)));

        assertThat(medians).containsEntry("rounds", 3).containsEntry("perSecond", 4_900.0);
    }

    @Test
    void ofTwoRoundsItIsTheMiddle() {
        assertThat(Medians.of(List.of(row(10), row(20)))).containsEntry("perSecond", 15.0);
    }

    @Test
    void aRoundThatFailedDoesNotCountButIsTold() {
        var medians = Medians.of(List.of(row(10), Map.of("failed", "no executable"), row(30)));

        assertThat(medians)
                .containsEntry("rounds", 2)
                .containsEntry("perSecond", 20.0)
                .containsEntry("failed", List.of("no executable"));
    }

    @Test
    void whereAllRoundsFailedThereAreNoNumbers() {
        var medians = Medians.of(List.of(Map.of("failed", "no"), Map.of("failed", "no")));

        assertThat(medians)
                .containsOnly(
                        Map.entry("rounds", 0), Map.entry("roundsThatFailed", 2), Map.entry("failed", List.of("no")));
    }

    @Test
    void whatIsNoNumberIsAsInTheFirstRound() {
        assertThat(Medians.of(List.of(Map.of("version", "1"), Map.of("version", "2"))))
                .containsEntry("version", "1");
    }

    @Test
    void lossIsToldAgainstTheFirstColumn() {
        var columns = new LinkedHashMap<String, Map<String, Object>>();
        columns.put("1 projects", rate(5_000));
        columns.put("100 projects", rate(4_000));
        columns.put("10,000 projects", rate(5_500));

        GrowthBench.addLoss(columns);

        assertThat(columns.values()).extracting(row -> row.get("lossPercent")).containsExactly(0L, 20L, -10L);
    }

    @Test
    void againstAFirstColumnThatFailedThereIsNoLoss() {
        var columns = new LinkedHashMap<String, Map<String, Object>>();
        columns.put("1 projects", new LinkedHashMap<>(Map.of("failed", "no")));
        columns.put("100 projects", rate(4_000));

        GrowthBench.addLoss(columns);

        assertThat(columns.get("100 projects")).doesNotContainKey("lossPercent");
    }

    private static Map<String, Object> row(int perSecond) {
        return Map.of("perSecond", perSecond);
    }

    private static Map<String, Object> rate(int perSecond) {
        return new LinkedHashMap<>(Map.of("processedPerSecond", (double) perSecond));
    }
}
