package tocsin.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
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

        assertThat(CompareBench.broken("real", sides, medians)).isEmpty();
        assertThat(CompareBench.table(medians).toString()).isEqualTo("""
                                    native  bugsink-sqlite  bugsink-postgres
                rounds that count        1               1                 0
                rounds that failed       -               -                 1
                lost                     0              15                 -
                bugsink-postgres failed: [it cannot be installed]
                """);

        medians.put("native", Medians.of(List.of(Map.of("lost", 3L))));
        assertThat(CompareBench.broken("real", sides, medians)).containsExactly("native: lost is 3");
    }

    @Test
    void whatTheApplianceIsPromisedToKeepIsAskedOfItAlone() {
        var sides = List.of(
                new Side("native", Duration.ZERO, data -> Map.of()),
                new Side("jvm", Duration.ZERO, data -> Map.of()),
                new Side("limit", Duration.ZERO, data -> Map.of()));
        var kept = Map.<String, Object>of(
                "issues", 200.0, "processedPerSecond", 5_000.0, "cpuMillisPerEvent", 0.3, "peakMegabytes", 250L);
        var missed = Map.<String, Object>of(
                "issues", 199.0, "processedPerSecond", 4_999.9, "cpuMillisPerEvent", 0.301, "peakMegabytes", 251L);

        assertThat(CompareBench.broken("real", sides, Map.of("native", kept, "jvm", kept, "limit", kept)))
                .isEmpty();
        assertThat(CompareBench.broken("real", sides, Map.of("native", missed, "jvm", missed, "limit", missed)))
                .containsExactly(
                        "native: issues is 199, promised are 200",
                        "native: processedPerSecond is 4999.9, promised are 5000 at least",
                        "native: cpuMillisPerEvent is 0.301, promised are 0.300 at most",
                        "native: peakMegabytes is 251, promised are 250 at most",
                        "jvm: issues is 199, promised are 200");
        assertThat(CompareBench.broken("unknown", sides, Map.of("native", missed, "jvm", kept, "limit", kept)))
                .containsExactly("native: issues is 199, promised are 200");
    }

    @Test
    void whatGrowsMayCostAFifthOfTheSpeedAndATenthOfASecond() {
        var columns = new LinkedHashMap<String, Map<String, Object>>();
        columns.put("10", new LinkedHashMap<>(Map.of("processedPerSecond", 1_000.0, "listP95Millis", 9.0)));
        columns.put("100", new LinkedHashMap<>(Map.of("processedPerSecond", 800.0, "listP95Millis", 99.9)));
        columns.put("1000", new LinkedHashMap<>(Map.of("processedPerSecond", 780.0, "listP95Millis", 100.5)));

        GrowthBench.addLoss(columns);

        assertThat(columns.entrySet().stream()
                        .flatMap(column -> Bound.broken(Bound.GROWTH, column.getKey(), column.getValue()).stream()))
                .containsExactly(
                        "1000: lossPercent is 22, promised are 20 at most",
                        "1000: listP95Millis is 100.5, promised are 100 at most");
    }

    @Test
    void allIsTheSoakAndEachFaultAsWellUnlessOnlySomeAreWanted() throws Exception {
        var run = new ArrayList<String>();
        Alone.Measured alone = options -> {
            run.add(options.name() + " " + options.duration().toSeconds());
            throw new IOException("it needs root");
        };

        for (var part : All.parts(Options.of("all", "--data", "/d", "--seconds", "5"), alone)) {
            if (part instanceof Alone one) {
                assertThat(one.run().broken()).containsExactly(one.options().name() + " failed: it needs root");
            }
        }

        assertThat(run)
                .hasSize(1 + FaultBench.KINDS.size())
                .contains("soak 1800", "faults-kills 60", "faults-away 60", "faults-clock 60", "faults-quotas 60");
        assertThat(All.parts(Options.of("all", "--data", "/d", "--only", "native"), alone))
                .noneMatch(Alone.class::isInstance);
        for (var kind : FaultBench.KINDS) {
            assertThat(Options.USAGE).contains("\n  " + kind + " ");
        }
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
