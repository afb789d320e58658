package tocsin.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.helm.Manifests.variable;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class SchemaTest {

    @Test
    void aJobExpandsTheSchemaWithoutHooks() {
        var job = Chart.with().only("Job");

        assertThat(job.at("/spec/template/spec/containers/0/args").toString()).isEqualTo("[\"migrate\",\"expand\"]");
        assertThat(job.at("/metadata/annotations").isMissingNode()).isTrue();
        assertThat(job.at("/spec/ttlSecondsAfterFinished").isMissingNode()).isTrue();
        var version =
                Chart.yaml(Chart.PLACE.resolve("Chart.yaml")).path("appVersion").asText();
        assertThat(job.at("/metadata/name").asText())
                .matches("errors-tocsin-" + version.replace('.', '-') + "-[0-9a-f]{8}");
    }

    /** A job cannot be altered: the same name means the same job, and another job has another name. */
    @Test
    void theNameChangesWithWhatTheJobRuns() {
        var first = name(Chart.with());

        assertThat(name(Chart.with())).isEqualTo(first);
        assertThat(name(Chart.with("server: { replicas: 7 }"))).isEqualTo(first);
        assertThat(name(Chart.with("image: { tag: other }"))).isNotEqualTo(first);
        assertThat(name(Chart.with("schema: { backoffLimit: 1 }"))).isNotEqualTo(first);
        assertThat(name(Chart.with("schema: { resources: { limits: { memory: 1Gi } } }")))
                .isNotEqualTo(first);
        assertThat(name(Chart.of(Chart.MINIMAL.replace("tocsin-database", "other"))))
                .isNotEqualTo(first);
    }

    @Test
    void onlyJobsGetTheOwnersAddress() {
        var manifests = Chart.of("""
                url: https://errors.example.org
                database:
                  existingSecret: { name: db, urlKey: "", ownerUrlKey: owner, appUrlKey: app, ingestUrlKey: ingest }
                """);

        assertThat(variable(manifests.only("Job"), "TOCSIN_DATABASE_OWNER_URL")
                        .path("key")
                        .asText())
                .isEqualTo("owner");
        var server = manifests.only("Deployment");
        assertThat(variable(server, "TOCSIN_DATABASE_OWNER_URL").isMissingNode())
                .isTrue();
        assertThat(variable(server, "TOCSIN_DATABASE_APP_URL").path("key").asText())
                .isEqualTo("app");
        assertThat(variable(server, "TOCSIN_DATABASE_INGEST_URL").path("name").asText())
                .isEqualTo("db");
    }

    @Test
    void contractWaitsForAnOperator() {
        var contract = Chart.with("schema: { contract: true }").only("CronJob");

        assertThat(contract.at("/spec/suspend").asBoolean()).isTrue();
        assertThat(contract.at("/spec/jobTemplate/spec/template/spec/containers/0/args/1")
                        .asText())
                .isEqualTo("contract");
        assertThat(Chart.with().kind("CronJob")).isEmpty();
        assertThat(Chart.with("schema: { expand: false }").kind("Job")).isEmpty();
    }

    @Test
    void theOperatorsClusterIsUsedAndHasTheRoles() {
        var manifests = Chart.of("""
                url: https://errors.example.org
                cloudnativepg: { enabled: true, instances: 3, parameters: { max_connections: 300 } }
                """);
        var cluster = manifests.only("Cluster");

        assertThat(cluster.at("/metadata/name").asText()).isEqualTo("errors-tocsin-database");
        assertThat(cluster.at("/spec/postgresql/parameters/max_connections").isTextual())
                .isTrue();
        assertThat(cluster.at("/spec/bootstrap/initdb/postInitSQL").toString())
                .contains("tocsin_app", "tocsin_ingest", "to tocsin");
        // Uninstalling does not take the events away.
        assertThat(cluster.at("/metadata/annotations/helm.sh~1resource-policy").asText())
                .isEqualTo("keep");
        var secret = variable(manifests.only("Deployment"), "TOCSIN_DATABASE_URL");
        assertThat(secret.path("name").asText()).isEqualTo("errors-tocsin-database-app");
        assertThat(secret.path("key").asText()).isEqualTo("uri");
    }

    /** What looks into the cluster, or is different each time, does not work where others compare and apply. */
    @Test
    void templatesLookNothingUpAndLeaveNothingToChance() {
        var forbidden =
                Pattern.compile("\\blookup\\b|\\brand[A-Z]|\\bgen[A-Z]|uuidv4|\\bnow\\b|\\.Capabilities|IsUpgrade");
        for (var file : Chart.files(Path.of("tocsin/templates"), "")) {
            if (file.toFile().isFile()) {
                assertThat(Chart.text(file).replaceAll("\\{\\{/\\*.*?\\*/}}", ""))
                        .as(file.toString())
                        .doesNotContainPattern(forbidden);
            }
        }
    }

    private static String name(Manifests manifests) {
        JsonNode job = manifests.only("Job");
        return job.at("/metadata/name").asText();
    }
}
