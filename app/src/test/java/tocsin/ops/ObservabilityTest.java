package tocsin.ops;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import tocsin.testing.Samples;

/** What is shipped for Prometheus and Grafana asks for no metric that the server does not have. */
@QuarkusTest
class ObservabilityTest {

    private static final Path SHIPPED = Path.of("../helm/tocsin/observability");
    /** A name with what selects its series; nothing that is shipped leaves that out. */
    private static final Pattern METRIC = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)\\{");
    /** Prometheus' own. */
    private static final Set<String> NOT_OURS = Set.of("up");

    @Test
    void rulesAndDashboardsNameMetricsThatExist() throws IOException {
        var management = ConfigProvider.getConfig().getValue("quarkus.management.test-port", int.class);
        var project = Samples.project();
        given().contentType("application/json")
                .body("{\"message\":\"seen by Prometheus\"}")
                .post("/api/" + project.id() + "/store/?sentry_key=" + project.key())
                .then()
                .statusCode(200);

        var there = given().port(management)
                .get("/metrics")
                .asString()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("[{ ]")[0])
                .collect(Collectors.toSet());
        var named = named();

        assertThat(named).hasSizeGreaterThan(10);
        assertThat(there).containsAll(named);
    }

    private static Set<String> named() throws IOException {
        var names = new TreeSet<String>();
        try (var files = Files.walk(SHIPPED)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                var metric = METRIC.matcher(Files.readString(file));
                while (metric.find()) {
                    names.add(metric.group(1));
                }
            }
        }
        names.removeAll(NOT_OURS);
        return names;
    }
}
