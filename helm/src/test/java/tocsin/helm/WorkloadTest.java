package tocsin.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.helm.Manifests.elements;
import static tocsin.helm.Manifests.variable;

import java.util.List;
import org.junit.jupiter.api.Test;

class WorkloadTest {

    @Test
    void oneDeploymentDoesEverything() {
        var server = Chart.with().only("Deployment");

        assertThat(server.at("/metadata/name").asText()).isEqualTo("errors-tocsin-server");
        assertThat(server.at("/spec/replicas").asInt()).isEqualTo(2);
        assertThat(server.at("/spec/strategy/rollingUpdate/maxUnavailable").asInt(1))
                .isZero();
        assertThat(variable(server, "TOCSIN_URL").asText()).isEqualTo("https://errors.example.org");
        assertThat(variable(server, "TOCSIN_HOST").asText()).isEqualTo("0.0.0.0");
        assertThat(variable(server, "TOCSIN_SPOOL").isMissingNode()).isTrue();
    }

    @Test
    void eventsPagesAndBackgroundWorkCanBeApart() {
        var manifests = Chart.with("mode: apart", "ingest: { replicas: 4 }");

        assertThat(manifests
                        .get("Deployment", "errors-tocsin-ingest")
                        .at("/spec/replicas")
                        .asInt())
                .isEqualTo(4);
        assertThat(manifests
                        .get("Deployment", "errors-tocsin-web")
                        .at("/spec/replicas")
                        .asInt())
                .isEqualTo(2);
        assertThat(manifests.kind("Deployment")).hasSize(3);
        for (var role : List.of("ingest", "web", "worker")) {
            assertThat(variable(manifests.get("Deployment", "errors-tocsin-" + role), "TOCSIN_ROLES")
                            .asText())
                    .isEqualTo(role);
        }
        assertThat(variable(Chart.with().only("Deployment"), "TOCSIN_ROLES").isMissingNode())
                .isTrue();
        assertThat(manifests
                        .kind("Service")
                        .map(service -> service.at("/metadata/name").asText())
                        .filter(name -> name.contains("worker")))
                .as("nobody sends it anything")
                .containsExactly("errors-tocsin-worker-pods");
        assertThat(manifests
                        .get("Service", "errors-tocsin-web")
                        .at("/spec/selector/app.kubernetes.io~1component")
                        .asText())
                .isEqualTo("web");
    }

    @Test
    void whatAWorkloadDoesNotSayIsAsOfTheServer() {
        var manifests = Chart.with(
                "mode: apart",
                "server: { replicas: 5, podLabels: { team: web } }",
                "web: { replicas: 1, disruptionBudget: { enabled: false } }",
                "worker: { disruptionBudget: { enabled: false } }");

        var ingest = manifests.get("Deployment", "errors-tocsin-ingest");
        var web = manifests.get("Deployment", "errors-tocsin-web");
        assertThat(ingest.at("/spec/replicas").asInt()).isEqualTo(5);
        assertThat(web.at("/spec/replicas").asInt()).isEqualTo(1);
        assertThat(web.at("/spec/template/metadata/labels/team").asText()).isEqualTo("web");
        assertThat(manifests.only("PodDisruptionBudget").at("/metadata/name").asText())
                .isEqualTo("errors-tocsin-ingest");
    }

    @Test
    void aSpoolIsAVolumeOfEachPod() {
        var manifests = Chart.with("spool: { enabled: true, size: 9Gi, megabytes: 7000, storageClass: local }");
        var server = manifests.only("StatefulSet");

        assertThat(manifests.kind("Deployment")).isEmpty();
        assertThat(variable(server, "TOCSIN_SPOOL").asText()).isEqualTo("/var/lib/tocsin/spool");
        assertThat(variable(server, "TOCSIN_SPOOL_MEGABYTES").asText()).isEqualTo("7000");
        var claim = server.at("/spec/volumeClaimTemplates/0");
        assertThat(claim.at("/spec/resources/requests/storage").asText()).isEqualTo("9Gi");
        assertThat(claim.at("/spec/storageClassName").asText()).isEqualTo("local");
        assertThat(server.at("/spec/persistentVolumeClaimRetentionPolicy/whenDeleted")
                        .asText())
                .isEqualTo("Retain");
        assertThat(elements(server.at("/spec/template/spec/containers/0/volumeMounts")))
                .anyMatch(mount -> mount.path("mountPath").asText().equals("/var/lib/tocsin")
                        && mount.path("name").equals(claim.at("/metadata/name")));
        assertThat(manifests
                        .get("Service", server.at("/spec/serviceName").asText())
                        .at("/spec/clusterIP")
                        .asText())
                .isEqualTo("None");
    }

    @Test
    void onlyWhoTakesEventsHasASpool() {
        var manifests = Chart.with("mode: apart", "spool: { enabled: true }");

        assertThat(manifests.only("StatefulSet").at("/metadata/name").asText()).isEqualTo("errors-tocsin-ingest");
        assertThat(manifests.kind("Deployment")).hasSize(2).allSatisfy(other -> assertThat(
                        variable(other, "TOCSIN_SPOOL").isMissingNode())
                .isTrue());
    }

    @Test
    void aPodBeginsWhenTheSchemaIsThereAndWithASpoolOutlastsTheDatabase() {
        var plain = Chart.with().only("Deployment").at("/spec/template/spec/containers/0");
        var spooling =
                Chart.with("spool: { enabled: true }").only("StatefulSet").at("/spec/template/spec/containers/0");

        assertThat(plain.at("/startupProbe/httpGet/path").asText()).isEqualTo("/ready");
        assertThat(plain.at("/readinessProbe/httpGet/path").asText()).isEqualTo("/ready");
        assertThat(plain.at("/livenessProbe/httpGet/path").asText()).isEqualTo("/up");
        assertThat(spooling.at("/startupProbe/httpGet/path").asText()).isEqualTo("/ready");
        assertThat(spooling.at("/readinessProbe/httpGet/path").asText()).isEqualTo("/up");
    }

    @Test
    void aPodLeavesServiceBeforeItEnds() {
        var pod = Chart.with(
                        "shutdown: { preStopSeconds: 7, drainSeconds: 4, graceSeconds: 50 }",
                        "probes: { startupSeconds: 31, periodSeconds: 10 }")
                .only("Deployment");
        var container = pod.at("/spec/template/spec/containers/0");

        assertThat(container.at("/lifecycle/preStop/sleep/seconds").asInt()).isEqualTo(7);
        assertThat(variable(pod, "TOCSIN_DRAIN").asText()).isEqualTo("4s");
        assertThat(pod.at("/spec/template/spec/terminationGracePeriodSeconds").asInt())
                .isEqualTo(50);
        assertThat(container.at("/startupProbe/failureThreshold").asInt()).isEqualTo(4);
        assertThat(Chart.with("shutdown: { preStopSeconds: 0 }")
                        .only("Deployment")
                        .at("/spec/template/spec/containers/0/lifecycle")
                        .isMissingNode())
                .isTrue();
    }

    @Test
    void anOptionOfOneWorkloadWins() {
        var manifests = Chart.with(
                "mode: apart",
                "settings: { TOCSIN_LOG_LEVEL: info, TOCSIN_EVENT_RETENTION_COUNT: 20000000 }",
                "web: { settings: { TOCSIN_LOG_LEVEL: debug } }");

        var web = manifests.get("Deployment", "errors-tocsin-web");
        assertThat(variable(web, "TOCSIN_LOG_LEVEL").asText()).isEqualTo("debug");
        assertThat(variable(web, "TOCSIN_EVENT_RETENTION_COUNT").asText()).isEqualTo("20000000");
        assertThat(variable(manifests.get("Deployment", "errors-tocsin-ingest"), "TOCSIN_LOG_LEVEL")
                        .asText())
                .isEqualTo("info");
    }

    @Test
    void anImageComesFromWhereTheCompanyKeepsIt() {
        var manifests = Chart.with(
                "global: { imageRegistry: mirror.example.org/, imagePullSecrets: [mirror] }",
                "image: { registry: ghcr.io, repository: tools/tocsin, tag: '3', pullSecrets: [mine, mirror] }");

        assertThat(manifests.pods()).hasSize(2).allSatisfy((name, pod) -> {
            assertThat(pod.at("/containers/0/image").asText()).isEqualTo("mirror.example.org/tools/tocsin:3");
            assertThat(pod.path("imagePullSecrets").findValuesAsText("name")).containsExactly("mirror", "mine");
        });
        var digest = "sha256:" + "0".repeat(64);
        assertThat(Chart.with("image: { registry: ghcr.io, tag: '3', digest: '" + digest + "' }")
                        .only("Deployment")
                        .at("/spec/template/spec/containers/0/image")
                        .asText())
                .isEqualTo("ghcr.io/tocsin@" + digest);
    }

    @Test
    void podsKeepAwayFromEachOther() {
        var spread = Chart.with().only("Deployment").at("/spec/template/spec/topologySpreadConstraints");
        var own = Chart.with("server: { topology: { constraints: [{ topologyKey: rack, maxSkew: 1 }] } }")
                .only("Deployment")
                .at("/spec/template/spec/topologySpreadConstraints");

        assertThat(spread.findValuesAsText("topologyKey"))
                .containsExactly("kubernetes.io/hostname", "topology.kubernetes.io/zone");
        assertThat(own.findValuesAsText("topologyKey")).containsExactly("rack");
    }

    @Test
    void anEvictionTakesOneAtATime() {
        var budget = Chart.with().only("PodDisruptionBudget");

        assertThat(budget.at("/spec/maxUnavailable").asInt()).isEqualTo(1);
        assertThat(budget.at("/spec/selector/matchLabels"))
                .isEqualTo(Chart.with().only("Deployment").at("/spec/selector/matchLabels"));
        assertThat(Chart.with("server: { disruptionBudget: { enabled: false } }")
                        .kind("PodDisruptionBudget"))
                .isEmpty();
    }

    @Test
    void whoIsScaledHasNoFixedNumber() {
        var manifests = Chart.with(
                "spool: { enabled: true }", "server: { autoscaling: { enabled: true, maxReplicas: 9, cpu: 50 } }");
        var scaler = manifests.only("HorizontalPodAutoscaler");

        assertThat(manifests.only("StatefulSet").at("/spec/replicas").isMissingNode())
                .isTrue();
        assertThat(scaler.at("/spec/scaleTargetRef/kind").asText()).isEqualTo("StatefulSet");
        assertThat(scaler.at("/spec/maxReplicas").asInt()).isEqualTo(9);
        assertThat(scaler.at("/spec/metrics/0/resource/target/averageUtilization")
                        .asInt())
                .isEqualTo(50);
    }

    @Test
    void accountsHaveNoToken() {
        assertThat(Chart.with()
                        .only("ServiceAccount")
                        .path("automountServiceAccountToken")
                        .asBoolean(true))
                .isFalse();
        assertThat(Chart.with("serviceAccount: { create: false }").pods())
                .allSatisfy((name, pod) ->
                        assertThat(pod.path("serviceAccountName").asText()).isEqualTo("default"));
    }
}
