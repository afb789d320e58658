package tocsin.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.helm.Manifests.elements;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

/** What {@code helm test} starts; only Helm 4 prints what a hook makes. */
class CanaryTest {

    @Test
    void withoutASecretItAsksWhetherAServerAnswers() {
        var container = container("minimal.yaml");

        assertThat(container.path("args").toString()).isEqualTo("[\"health\"]");
        assertThat(container.at("/env/0/value").asText()).isEqualTo("errors-tocsin-server.tracking.svc");
    }

    @Test
    void withASecretItSendsAnEventAndLooksForIt() {
        var container = container("canary.yaml");

        assertThat(elements(container.path("args")).map(JsonNode::asText))
                .containsExactly(
                        "canary",
                        "--project=acme/web",
                        "--at=http://errors-tocsin-ingest.tracking.svc:80",
                        "--seconds=60");
        assertThat(container.path("env").findValuesAsText("name")).contains("SENTRY_DSN", "SENTRY_AUTH_TOKEN");
        assertThat(container.path("env").findValuesAsText("key")).containsExactly("address", "secret");
    }

    @Test
    void itIsATestAndNothingElse() {
        var pod = pod("minimal.yaml");

        assertThat(pod.at("/metadata/annotations/helm.sh~1hook").asText()).isEqualTo("test");
        assertThat(pod.at("/spec/restartPolicy").asText()).isEqualTo("Never");
    }

    private static JsonNode container(String values) {
        return pod(values).at("/spec/containers/0");
    }

    private static JsonNode pod(String values) {
        return new Manifests(Chart.parsed(Chart.byHelm4(Chart.VALUES.resolve(values)))).only("Pod");
    }
}
