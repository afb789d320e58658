package tocsin.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.helm.Manifests.elements;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.marcnuri.helm.Helm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every installation of {@code src/test/values}, by both Helms and under every Kubernetes that is looked after. */
class MatrixTest {

    private static final Map<Path, String> RENDERED = new LinkedHashMap<>();

    @TempDir
    private static Path folder;

    private static Path schemas;

    @BeforeAll
    static void render() throws IOException {
        for (var values : matrix()) {
            RENDERED.put(values, Chart.byHelm4(values));
        }
        schemas = Files.createDirectory(folder.resolve("schemas"));
        for (var definition : Chart.files(Path.of("src/test/crds"), ".json")) {
            writeSchema(new ObjectMapper().readTree(definition.toFile()));
        }
    }

    static List<Path> matrix() {
        return Chart.matrix();
    }

    @Test
    void thereAreManyInstallations() {
        assertThat(matrix()).hasSizeGreaterThanOrEqualTo(30);
    }

    /** The library that is Helm 3 does not print what only a hook makes. */
    @ParameterizedTest
    @MethodSource("matrix")
    void helm3AndHelm4SayTheSame(Path values) {
        var third = Set.copyOf(Chart.parsed(Chart.byHelm3(values)));
        var fourth = new HashSet<>(Chart.parsed(RENDERED.get(values)));
        fourth.removeIf(one -> one.at("/metadata/annotations").has("helm.sh/hook"));

        assertThat(third.equals(fourth)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("matrix")
    void nothingIsMadeTwiceAndEverythingIsLabelled(Path values) {
        var manifests = new Manifests(Chart.parsed(RENDERED.get(values)));

        assertThat(manifests.names()).doesNotHaveDuplicates().allSatisfy(name -> assertThat(
                        name.substring(name.indexOf('/') + 1).length())
                .isLessThanOrEqualTo(63));
        assertThat(manifests.all())
                .filteredOn(one -> !one.at("/metadata/name").asText().endsWith("-extra"))
                .allSatisfy(one -> assertThat(one.at("/metadata/labels").has("app.kubernetes.io/instance"))
                        .as(one.at("/metadata/name").asText())
                        .isTrue());
    }

    @ParameterizedTest
    @MethodSource("matrix")
    void everyPodIsRestricted(Path values) {
        var pods = new Manifests(Chart.parsed(RENDERED.get(values))).pods();

        assertThat(pods).isNotEmpty().allSatisfy((name, pod) -> {
            assertThat(pod.path("automountServiceAccountToken").asBoolean(true)).isFalse();
            assertThat(pod.path("enableServiceLinks").asBoolean(true)).isFalse();
            assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
            assertThat(pod.at("/securityContext/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
            assertThat(elements(pod.path("containers"))).allSatisfy(container -> {
                var security = container.path("securityContext");
                assertThat(security.path("allowPrivilegeEscalation").asBoolean(true))
                        .isFalse();
                assertThat(security.path("readOnlyRootFilesystem").asBoolean()).isTrue();
                assertThat(security.at("/capabilities/drop/0").asText()).isEqualTo("ALL");
                assertThat(container.at("/resources/limits/memory").isMissingNode())
                        .isFalse();
            });
        });
    }

    /** Of these, all must be known: a kind without a schema, or a field that a schema does not have, is a failure. */
    @ParameterizedTest
    @ValueSource(strings = {"1.37.0", "1.36.0", "1.35.0", "1.34.0"})
    void kubernetesKnowsEveryField(String version) throws IOException {
        var place = Files.createDirectory(folder.resolve("rendered-" + version));
        for (var one : RENDERED.entrySet()) {
            Files.writeString(place.resolve(one.getKey().getFileName()), one.getValue());
        }

        var said = Tool.KUBECONFORM.run(
                "-strict",
                "-summary",
                "-output",
                "json",
                "-schema-location",
                Tool.home().resolve("schemas") + "/" + version + "/{{.ResourceKind}}{{.KindSuffix}}.json",
                "-schema-location",
                schemas + "/{{.ResourceKind}}-{{.Group}}-{{.ResourceAPIVersion}}.json",
                place.toString());

        var summary = new ObjectMapper().readTree(said).path("summary");
        assertThat(summary.path("valid").asInt())
                .isEqualTo(RENDERED.values().stream()
                        .mapToInt(text -> Chart.parsed(text).size())
                        .sum());
        assertThat(List.of(
                        summary.path("invalid").asInt(), summary.path("skipped").asInt()))
                .containsOnly(0);
    }

    @Test
    void everyKindOfTheChartIsInTheMatrix() {
        var kinds = new HashSet<String>();
        RENDERED.values().forEach(text -> new Manifests(Chart.parsed(text))
                .all()
                .forEach(one -> kinds.add(one.path("kind").asText())));

        assertThat(kinds)
                .contains("Deployment", "StatefulSet", "Job", "CronJob", "Pod", "Service", "ServiceAccount")
                .contains("NetworkPolicy", "PodDisruptionBudget", "HorizontalPodAutoscaler", "Ingress", "HTTPRoute")
                .contains("ServiceMonitor", "PrometheusRule", "ConfigMap", "Cluster");
    }

    @Test
    void bothHelmsFindNothingToComplainOf() {
        assertThat(Tool.HELM_4.run(
                        "lint",
                        "--strict",
                        Chart.PLACE.toString(),
                        "--values",
                        Chart.VALUES.resolve("everything.yaml").toString()))
                .contains("0 chart(s) failed");
        assertThat(new Helm(Chart.PLACE).packageIt().withDestination(folder).call())
                .isNotNull();
        assertThat(Chart.files(folder, ".tgz")).hasSize(1);
    }

    /** What a definition says of its objects, so that what it does not name is refused. */
    private static void writeSchema(JsonNode definition) throws IOException {
        var version = definition.at("/spec/versions/0");
        var schema = (ObjectNode) version.at("/schema/openAPIV3Schema");
        close(schema);
        var name = definition.at("/spec/names/kind").asText().toLowerCase(java.util.Locale.ROOT) + "-"
                + definition.at("/spec/group").asText() + "-"
                + version.path("name").asText() + ".json";
        Files.writeString(schemas.resolve(name), schema.toString());
    }

    private static void close(JsonNode schema) {
        if (schema instanceof ObjectNode object
                && object.path("properties").isObject()
                && !object.has("additionalProperties")
                && !object.path("x-kubernetes-preserve-unknown-fields").asBoolean()) {
            object.put("additionalProperties", false);
            if (object.at("/properties/metadata").path("type").asText().equals("object")
                    && object.at("/properties/metadata/properties").isMissingNode()) {
                ((ObjectNode) object.at("/properties/metadata")).put("additionalProperties", true);
            }
        }
        schema.forEach(MatrixTest::close);
    }
}
