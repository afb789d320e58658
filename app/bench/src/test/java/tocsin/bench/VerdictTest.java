package tocsin.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerdictTest {

    @TempDir
    Path folder;

    @Test
    void whoLosesNothingAndDoesNotFailIsWhole() {
        assertThat(Verdict.of("native", Map.of("lost", 0.0, "halfLoadLost", 0L, "processedPerSecond", 10.0)))
                .isEmpty();
    }

    @Test
    void aLossAnywhereIsToldAndSoIsWhatCameTwice() {
        assertThat(Verdict.of("native", Map.of("lost", 2.0))).containsExactly("native: lost is 2");
        assertThat(Verdict.of("native", Map.of("slowCommitsLost", -1L)))
                .containsExactly("native: slowCommitsLost is -1");
    }

    @Test
    void oneRoundThatFailedIsAFailureThoughTheOthersCount() {
        var medians = Medians.of(List.of(Map.of("lost", 0L), Map.of(Rounds.FAILED, "no executable")));

        assertThat(Verdict.of("jvm", medians)).containsExactly("jvm failed: [no executable]");
    }

    @Test
    void oneRoundThatLosesIsALossThoughTheMedianIsNot() {
        var medians = Medians.of(List.of(Map.of("lost", 0L), Map.of("lost", 1L), Map.of("lost", 0L)));

        assertThat(Verdict.of("jvm", medians)).containsExactly("jvm: lost is 1");
    }

    @Test
    void aPeerMayLoseAndFailButIsShown() {
        var sides = List.of(
                new Side("native", Duration.ZERO, data -> Map.of()),
                Side.peer("bugsink-sqlite", Duration.ZERO, data -> Map.of()),
                Side.peer("bugsink-postgres", Duration.ZERO, data -> Map.of()));
        var medians = new LinkedHashMap<String, Map<String, Object>>();
        medians.put("native", Medians.of(List.of(Map.of("lost", 0L))));
        medians.put("bugsink-sqlite", Medians.of(List.of(Map.of("lost", 15L))));
        medians.put("bugsink-postgres", Medians.of(List.of(Map.of(Rounds.FAILED, "it cannot be installed"))));

        assertThat(CompareBench.broken(sides, medians)).isEmpty();
        assertThat(CompareBench.table(medians).toString()).isEqualTo("""
                                    native  bugsink-sqlite  bugsink-postgres
                rounds that count        1               1                 0
                rounds that failed       -               -                 1
                lost                     0              15                 -
                bugsink-postgres failed: [it cannot be installed]
                """);

        medians.put("native", Medians.of(List.of(Map.of("lost", 3L))));
        assertThat(CompareBench.broken(sides, medians)).containsExactly("native: lost is 3");
    }

    @Test
    void oneThatIsBrokenDoesNotKeepTheOthersFromBeingMeasured() throws IOException, InterruptedException {
        var good = Results.of("compare-test", "table\n", Map.of(), List.of());
        var bad = Results.of("growth-test", "table\n", Map.of(), List.of("native: lost is 3"));

        assertThat(All.publish(List.of(bench(bad), bench(good)), folder)).isTrue();
        assertThat(All.publish(List.of(bench(good)), folder)).isFalse();
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("compare-test.json", "growth-test.json");
        assertThat(bad.text()).isEqualTo("table\n\nBROKEN native: lost is 3\n");
        assertThat(bad.json()).containsEntry("broken", List.of("native: lost is 3"));
    }

    @Test
    void aSingleRunThatLosesIsBrokenToo() {
        assertThat(Results.of("ingest", Map.of("lost", 0L)).isBroken()).isFalse();
        assertThat(Results.of("ingest", Map.of("lost", 1L)).isBroken()).isTrue();
        assertThat(Results.of("faults-away", Map.of(Report.BROKEN, List.of("it is stored")))
                        .isBroken())
                .isTrue();
    }

    private static LongBench bench(Results results) {
        return new LongBench() {
            @Override
            public Duration expected() {
                return Duration.ofSeconds(1);
            }

            @Override
            public Results run() {
                return results;
            }
        };
    }
}
