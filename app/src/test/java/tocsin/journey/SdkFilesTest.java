package tocsin.journey;

import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tocsin.testing.Postgres;
import tocsin.testing.Reader;
import tocsin.testing.Samples;

/** Unmodified SDKs send a file and what a person wrote, which then stand on the pages. */
@QuarkusTest
@QuarkusTestResource(Postgres.class)
class SdkFilesTest {

    @TestHTTPResource("/")
    URI server;

    @ParameterizedTest
    @EnumSource(names = {"NODE", "NODE_8", "JAVA", "PYTHON", "PYTHON_1"})
    void aFileAndWordsOfAPersonAreSeenOnTheirPages(Sdk sdk) throws Exception {
        assumeTrue(isInstalled(sdk), "app/e2e/install was not run, or with older programs");
        var project = Samples.project();
        var reader = Reader.of(project.organization());
        var home = "/" + project.organization().slug() + "/web";

        var log = Files.createTempFile("sdk", ".log");
        var dsn = "http://" + project.key() + "@" + server.getAuthority() + "/" + project.id();
        var process = new ProcessBuilder(sdk.command(dsn))
                .directory(sdk.folder().toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (!process.waitFor(90, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new AssertionError(sdk.label + " failed: " + Files.readString(log));
        }

        Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            reader.page().get(home + "/feedback").then().body(containsString("I could not pay"));
            long issue = Samples.<Long>query("select id from issue where project_id = ?", project.id());
            reader.page()
                    .get(home + "/issues/" + issue)
                    .then()
                    .body(containsString("cart.txt"))
                    .body(containsString("I could not pay"));
        });
    }

    private static boolean isInstalled(Sdk sdk) throws IOException {
        try {
            return switch (sdk) {
                case NODE, NODE_8 -> isCurrent("javascript/node.cjs", Tools.HOME);
                case PYTHON, PYTHON_1 -> isCurrent("python/checkout.py", Tools.HOME);
                default -> true;
            };
        } catch (ExceptionInInitializerError | NoClassDefFoundError e) {
            return false;
        }
    }

    private static boolean isCurrent(String program, Path home) throws IOException {
        return Files.mismatch(Path.of("e2e").resolve(program), home.resolve(program)) < 0;
    }
}
