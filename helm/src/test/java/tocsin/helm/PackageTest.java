package tocsin.helm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackageTest {

    @TempDir
    private Path folder;

    @Test
    void aPackageHasTheReleasesVersionAndIsTheSameEachTime() throws IOException {
        var chart = made("26.7.1");
        var first = Files.readAllBytes(chart);

        assertThat(Files.readAllBytes(made("26.7.1"))).isEqualTo(first);
        assertThat(Tool.HELM_4.run("show", "chart", chart.toString()))
                .contains("version: 26.7.1", "appVersion: 26.7.1")
                .doesNotContain("-dev");
        var rendered = new Manifests(Chart.parsed(Tool.HELM_4.run(
                "template",
                "errors",
                chart.toString(),
                "--values",
                Chart.VALUES.resolve("everything.yaml").toString())));
        assertThat(rendered.pods().values())
                .allSatisfy(pod -> assertThat(pod.at("/containers/0/image").asText())
                        .isEqualTo("mirror.example.org/tocsin:26.7.1"));
        assertThat(rendered.only("PrometheusRule").at("/spec/groups")).isNotEmpty();
    }

    private Path made(String version) {
        Tool.PACKAGE.run(version, folder.toString());
        return folder.resolve("tocsin-" + version + ".tgz");
    }
}
