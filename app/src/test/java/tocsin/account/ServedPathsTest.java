package tocsin.account;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.ext.web.Router;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tocsin.testing.Postgres;

/**
 * What the framework serves beside the resource methods, where no {@link Gate} asks who is there. Whatever an extension
 * adds makes this fail until somebody has looked at it.
 */
@QuarkusTest
@QuarkusTestResource(Postgres.class)
class ServedPathsTest {

    /**
     * The reviewed list: the API's description and its page, files, ingest, which asks for a DSN's key or a
     * sensor's token, and all that leads to a resource method.
     */
    private static final Set<String> PATHS = Set.of(
            "/",
            "/api/:project/cron/:slug",
            "/api/:project/cron/:slug/",
            "/api/:project/cron/:slug/:key",
            "/api/:project/cron/:slug/:key/",
            "/api/:project/csp-report",
            "/api/:project/csp-report/",
            "/api/:project/envelope",
            "/api/:project/envelope/",
            "/api/:project/events/:event/attachments",
            "/api/:project/events/:event/attachments/",
            "/api/:project/integration/otlp/v1/logs",
            "/api/:project/integration/otlp/v1/logs/",
            "/api/:project/integration/otlp/v1/traces",
            "/api/:project/integration/otlp/v1/traces/",
            "/api/:project/minidump",
            "/api/:project/minidump/",
            "/api/:project/nel",
            "/api/:project/nel/",
            "/api/:project/otlp/v1/logs",
            "/api/:project/otlp/v1/logs/",
            "/api/:project/otlp/v1/traces",
            "/api/:project/otlp/v1/traces/",
            "/api/:project/security",
            "/api/:project/security/",
            "/api/:project/store",
            "/api/:project/store/",
            "/api/:project/unreal/:key",
            "/api/:project/unreal/:key/",
            "/api/store",
            "/api/store/",
            "/api/v1/sensor",
            "/api/v1/sensor/",
            "/api/v1/sensor/events",
            "/api/v1/sensor/events/",
            "/api/v1/sensor/token",
            "/api/v1/sensor/token/",
            "/openapi",
            "/openapi.json",
            "/openapi.yaml",
            "/openapi.yml",
            "/openapi/ui");

    /** What sees every request: traces, headers, the way to resource methods, files, and what makes errors. */
    private static final Set<String> HANDLERS = Set.of(
            "tocsin.ops.RequestTrace",
            "tocsin.web.BrowserRules",
            "io.quarkus.resteasy.reactive.server.runtime.ResteasyReactiveRecorder",
            "io.quarkus.resteasy.reactive.server.runtime.observability.ObservabilityIntegrationRecorder",
            "io.quarkus.vertx.http.runtime.QuarkusErrorHandler",
            "io.quarkus.vertx.http.runtime.StaticResourcesRecorder",
            "io.quarkus.vertx.http.runtime.VertxHttpRecorder",
            "io.quarkus.vertx.http.runtime.options.HttpServerCommonHandlers");

    private static final Pattern HANDLER = Pattern.compile("[hH]andlers=\\[([\\w.]+)");
    private static final String FILES = "META-INF/resources";

    @Inject
    Router router;

    @Test
    void theFrameworkServesNothingThatWasNotReviewed() {
        var paths = new HashSet<String>();
        var handlers = new HashSet<String>();
        for (var route : router.getRoutes()) {
            if (route.getPath() != null || route.isRegexPath()) {
                paths.add(Objects.toString(route.getPath()));
            } else {
                var found = HANDLER.matcher(route.toString());
                assertThat(found.find()).as(route.toString()).isTrue();
                handlers.add(found.group(1));
            }
        }

        assertThat(paths).isEqualTo(PATHS);
        assertThat(handlers).isSubsetOf(HANDLERS);
    }

    @Test
    void everyFileThatIsServedLiesUnderStatic() throws IOException {
        var files = new ArrayList<String>();
        for (var root :
                Collections.list(Thread.currentThread().getContextClassLoader().getResources(FILES))) {
            files.addAll(files(root));
        }
        try (var web = Files.list(Path.of("src/main/resources/web"))) {
            assertThat(web.map(path -> path.getFileName().toString()))
                    .as("app is bundled into static; anything else would be served at the top")
                    .isSubsetOf("app", "static", "LICENSES.md");
        }

        // Bundled when the application is built, and not in it.
        files.removeIf(file -> file.startsWith("_static/htmx.org/"));
        assertThat(files).allMatch(file -> file.startsWith("static/"));
    }

    @Test
    void whatTheFrameworkShowsItsDevelopersIsNotThere() {
        for (var path : List.of(
                "/q/dev-ui",
                "/q/health",
                "/q/metrics",
                "/q/openapi",
                "/q/swagger-ui",
                "/q/arc",
                "/metrics",
                "/index.html")) {
            assertThat(given().redirects().follow(false).get(path).statusCode())
                    .as(path)
                    .isIn(303, 404);
        }
        given().get("/openapi").then().statusCode(200);
        given().get("/openapi/ui/").then().statusCode(200);
        given().get("/static/favicon.svg").then().statusCode(200);
    }

    private static List<String> files(URL root) throws IOException {
        if (root.getProtocol().equals("jar")) {
            var archive = root.getPath().substring(0, root.getPath().indexOf('!'));
            try (var jar = new JarFile(Path.of(URI.create(archive)).toFile())) {
                return jar.stream()
                        .filter(entry -> !entry.isDirectory() && entry.getName().startsWith(FILES + "/"))
                        .map(entry -> entry.getName().substring(FILES.length() + 1))
                        .toList();
            }
        }
        var folder = Path.of(URI.create(root.toString()));
        try (var walk = Files.walk(folder)) {
            return walk.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString())
                    .toList();
        }
    }
}
