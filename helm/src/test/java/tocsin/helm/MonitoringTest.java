package tocsin.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.helm.Manifests.elements;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.HashSet;
import org.junit.jupiter.api.Test;

/** That every metric named here exists is asked of a running server: {@code tocsin.ops.ObservabilityTest}. */
class MonitoringTest {

    private static final Path RULES = Path.of("tocsin/observability/rules.yaml");
    private static final Path RULES_TEST = Path.of("src/test/observability/rules.test.yaml");
    private static final Path DASHBOARDS = Path.of("tocsin/observability/dashboards");

    @Test
    void rulesWakeWhenTheyShouldAndNotElse() {
        assertThat(Tool.PROMTOOL.run("check", "rules", RULES.toString())).contains("SUCCESS");
        assertThat(Tool.PROMTOOL.run("test", "rules", RULES_TEST.toString())).contains("SUCCESS");
    }

    @Test
    void everyRuleIsTestedAndSaysWhatToDo() {
        var tests = Chart.text(RULES_TEST);

        assertThat(rules()).isNotEmpty().allSatisfy(rule -> {
            var name = rule.path("alert").asText();
            assertThat(tests).contains("alertname: " + name + ",").contains("alertname=\"" + name + "\"");
            assertThat(rule.at("/labels/severity").asText()).isIn("critical", "warning");
            for (var text : new String[] {"summary", "description", "remedy"}) {
                assertThat(rule.path("annotations").path(text).asText())
                        .as(name + " " + text)
                        .isNotBlank();
            }
        });
    }

    @Test
    void theOperatorGetsTheRulesAsTheyAre() {
        var manifests = Chart.with("metrics: { prometheusRule: { enabled: true, labels: { release: prometheus } } }");
        var rule = manifests.only("PrometheusRule");

        assertThat(rule.at("/spec/groups")).isEqualTo(Chart.yaml(RULES).path("groups"));
        assertThat(rule.at("/metadata/labels/release").asText()).isEqualTo("prometheus");
        assertThat(Chart.with().kind("PrometheusRule")).isEmpty();
    }

    @Test
    void theMonitorFindsEveryPodsMetrics() {
        var manifests = Chart.with("mode: apart", "metrics: { serviceMonitor: { enabled: true, interval: 15s } }");
        var monitor = manifests.only("ServiceMonitor");
        var wanted = monitor.at("/spec/selector/matchLabels");

        var found = manifests
                .kind("Service")
                .filter(service -> wanted.properties().stream().allMatch(label -> service.at("/metadata/labels")
                        .path(label.getKey())
                        .equals(label.getValue())))
                .toList();
        assertThat(found).hasSize(3).allSatisfy(service -> assertThat(
                        service.at("/spec/ports").findValuesAsText("name"))
                .contains("metrics"));
        assertThat(monitor.at("/spec/endpoints/0/relabelings/0/replacement").asText())
                .isEqualTo("tocsin");
    }

    @Test
    void grafanaGetsTheDashboardsAsTheyAre() {
        var map = Chart.with("metrics: { dashboards: { enabled: true } }").only("ConfigMap");

        assertThat(map.at("/metadata/labels/grafana_dashboard").asText()).isEqualTo("1");
        var files = Chart.files(DASHBOARDS, ".json");
        assertThat(map.path("data")).hasSameSizeAs(files);
        for (var file : files) {
            assertThat(Chart.yaml(
                            map.path("data").path(file.getFileName().toString()).asText()))
                    .isEqualTo(Chart.yaml(file));
        }
    }

    @Test
    void everyPanelSaysWhatItShowsAndOverlapsNoOther() {
        for (var file : Chart.files(DASHBOARDS, ".json")) {
            var dashboard = Chart.yaml(file);
            assertThat(dashboard.path("uid").asText()).startsWith("tocsin-");
            var places = new HashSet<String>();
            var ids = new HashSet<Integer>();
            assertThat(elements(dashboard.path("panels"))).isNotEmpty().allSatisfy(panel -> {
                assertThat(panel.path("title").asText()).isNotBlank();
                assertThat(panel.path("description").asText()).isNotBlank();
                assertThat(panel.at("/fieldConfig/defaults/unit").asText()).isNotBlank();
                assertThat(panel.at("/targets/0/expr").asText()).contains("job=\"tocsin\"");
                assertThat(ids.add(panel.path("id").asInt())).isTrue();
                assertThat(cells(panel))
                        .allSatisfy(cell -> assertThat(places.add(cell)).isTrue());
            });
        }
    }

    private static java.util.List<String> cells(JsonNode panel) {
        var place = panel.path("gridPos");
        var cells = new java.util.ArrayList<String>();
        for (int x = 0; x < place.path("w").asInt(); x++) {
            for (int y = 0; y < place.path("h").asInt(); y++) {
                cells.add((place.path("x").asInt() + x) + ":" + (place.path("y").asInt() + y));
            }
        }
        return cells;
    }

    private static java.util.stream.Stream<JsonNode> rules() {
        return elements(Chart.yaml(RULES).path("groups")).flatMap(group -> elements(group.path("rules")));
    }
}
