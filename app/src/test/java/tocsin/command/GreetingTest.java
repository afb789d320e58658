package tocsin.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tocsin.config.Settings;
import tocsin.project.Demo;

class GreetingTest {

    private static final String KEY = "0123456789abcdef0123456789abcdef";
    private static final String DSN = "https://" + KEY + "@errors.example.org/42";

    private final Greeting greeting = new Greeting(
            Settings.of(Map.of("TOCSIN_URL", "https://errors.example.org")),
            new Demo.Wanted("demo@tocsin.example", "correct horse", "tcs_secret"),
            new Demo.Ready("acme", "web", 42, DSN));

    @Test
    void aNewcomerIsToldWhereToGoAndHowToSendTheFirstEvent() {
        var out = new StringWriter();

        greeting.print(new PrintWriter(out), Path.of("/var/lib/tocsin"));

        assertThat(out.toString().lines().map(String::strip))
                .containsSubsequence(
                        "Open       https://errors.example.org",
                        "Log in     demo@tocsin.example",
                        "Password   correct horse",
                        "API token  tcs_secret",
                        "DSN        " + DSN,
                        "Data       /var/lib/tocsin",
                        "curl -sS 'https://errors.example.org/api/42/store/?sentry_key=" + KEY
                                + "' -H 'Content-Type: application/json' -d '{\"message\":\"Hello, Tocsin\"}'",
                        "python3 -c \"import sentry_sdk; sentry_sdk.init('" + DSN + "'); 1/0\"")
                .anyMatch(line -> line.matches("Tocsin \\S+ is ready\\."));
    }

    @Test
    void scriptsGetTheSameInOneObject() {
        var json = greeting.json();

        assertThat(json.required("url").asText()).isEqualTo("https://errors.example.org");
        assertThat(json.required("dsn").asText()).isEqualTo(DSN);
        assertThat(json.required("email").asText()).isEqualTo("demo@tocsin.example");
        assertThat(json.required("password").asText()).isEqualTo("correct horse");
        assertThat(json.required("token").asText()).isEqualTo("tcs_secret");
        assertThat(json.required("organization").asText()).isEqualTo("acme");
        assertThat(json.required("project").asText()).isEqualTo("web");
        assertThat(json.required("management").asText()).isEqualTo("http://127.0.0.1:9000");
        assertThat(json.required("pid").asLong())
                .isEqualTo(ProcessHandle.current().pid());
    }
}
