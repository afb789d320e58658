package tocsin.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

class SoakTest {

    @TempDir
    Path folder;

    @Test
    void whatIsFlatIsFlat() {
        assertThat(broken(minutes(30, SoakTest::calm))).isEmpty();
    }

    @Test
    void memoryThatLeaksIsSeenThoughItJumps() {
        var leaking = minutes(30, i -> new SoakSample(10L * (i + 1), 100, 2, 9, 100 + i / 6 + i % 3, 80, 500, i / 6));

        assertThat(broken(leaking)).containsExactly("the server's memory is flat");
        assertThat(new Trend(leaking).perHour(SoakSample::server)).isCloseTo(60, within(1.0));
    }

    @Test
    void whatIsTakenInTheBeginningIsNoLeak() {
        var settling =
                minutes(30, i -> new SoakSample(10L * (i + 1), 100, 2, 9, 100, Math.min(80, 20 + 2 * i), 500, i / 6));

        assertThat(broken(settling)).isEmpty();
    }

    @Test
    void oneSlowStepIsNoTrendButManyAre() {
        assertThat(broken(minutes(30, i -> latency(i, i == 170 ? 900 : 9)))).isEmpty();
        assertThat(broken(minutes(30, i -> latency(i, 9 + i / 4.0)))).containsExactly("the p99 is flat");
    }

    @Test
    void deadTuplesMayBeASawButNotAMountain() {
        assertThat(broken(minutes(30, i -> dead(i, i % 6 * 10_000, i / 6)))).isEmpty();
        assertThat(broken(minutes(30, i -> dead(i, i * 1_000, i / 6)))).containsExactly("autovacuum keeps up");
        assertThat(broken(minutes(30, i -> dead(i, 20_000, 7)))).containsExactly("autovacuum keeps up");
    }

    @Test
    void ofAShortRunNothingIsPromised() {
        assertThat(broken(minutes(3, i -> latency(i, 9 + 100 * i)))).isEmpty();
    }

    @Test
    void oneStepIsEnoughToBeTold() {
        var report = new Report();

        SoakBench.trends(List.of(calm(0)), report);

        assertThat(report.row()).containsEntry("serverMegabytesPerHour", 0.0).containsEntry("autovacuums", 0L);
    }

    @Test
    void theStepsAreKeptAsTableAndAsPlot() throws Exception {
        var samples = minutes(2, SoakTest::calm);

        SoakBench.write(samples, folder);

        assertThat(Files.readAllLines(folder.resolve("soak.csv"))).hasSize(13).contains("10,100,2.0,9.0,100,80,500,0");
        var svg = parsed(folder.resolve("soak.svg"));
        var curves = svg.getElementsByTagName("polyline");
        assertThat(curves.getLength()).isEqualTo(7);
        for (var i = 0; i < curves.getLength(); i++) {
            var points = curves.item(i).getAttributes().getNamedItem("points").getNodeValue();
            assertThat(points.split(" ")).hasSize(12);
        }
    }

    private static Document parsed(Path file) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
    }

    private static SoakSample calm(int i) {
        return latency(i, 9 + i % 5);
    }

    private static SoakSample latency(int i, double p99) {
        return new SoakSample(10L * (i + 1), 100, 2, p99, 100 + i % 3, 80, 500, i / 6);
    }

    private static SoakSample dead(int i, long tuples, long runs) {
        return new SoakSample(10L * (i + 1), 100, 2, 9, 100, 80, tuples, runs);
    }

    private static List<SoakSample> minutes(int minutes, IntFunction<SoakSample> step) {
        return IntStream.range(0, minutes * 6).mapToObj(step).toList();
    }

    private static List<String> broken(List<SoakSample> samples) {
        var report = new Report();
        SoakBench.trends(samples, report);
        return Report.broken(report.row());
    }
}
