package tocsin.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Wrong values: nothing is rendered, and the message says which one it was. */
class RefusedTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            replicas: 3                                              | replicas
            server: { replica: 3 }                                   | replica
            server: { replicas: many }                               | replicas
            server: { autoscaling: { enable: true } }                | enable
            server: { resources: { limits: { memmory: 1Gi } } }      | memmory
            server: { settings: { TOCSIN_LOG_LEVL: info } }          | TOCSIN_LOG_LEVL
            settings: { TOCSIN_EVENT_RETENTION_DAY: 3 }              | TOCSIN_EVENT_RETENTION_DAY
            settings: { TOCSIN_PORT: 80 }                            | TOCSIN_PORT
            settings: { TOCSIN_LOG_FORMAT: xml }                     | TOCSIN_LOG_FORMAT
            image: { tag: 2 }                                        | tag
            image: { digest: abc }                                   | digest
            image: { pullPolicy: Sometimes }                         | pullPolicy
            mode: split                                              | mode
            spool: { enabled: "yes" }                                | enabled
            spool: { size: 4 GB }                                    | size
            global: { registry: example.org }                        | registry
            ingress: { host: example.org }                           | host
            httpRoute: { enabled: true, gateways: [{ nam: a }] }     | nam
            networkPolicy: { outgoing: { port: 443 } }               | port
            metrics: { serviceMonitor: { intervall: 30s } }          | intervall
            cloudnativepg: { instance: 3 }                           | instance
            schema: { expnd: false }                                 | expnd
            shutdown: { preStop: 5 }                                 | preStop
            canary: { secret: a }                                    | secret
            labels: { team: 5 }                                      | team
            """)
    void whatIsMisspelt(String values, String named) throws IOException {
        refuses(Chart.MINIMAL + values, named);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            url: https://errors.example.org/path                               | url
            url: errors.example.org                                            | url
            cloudnativepg: { enabled: true }                                   | there are two databases
            httpRoute: { enabled: true }                                       | httpRoute.gateways is empty
            shutdown: { graceSeconds: 30 }                                     | 39
            canary: { existingSecret: { name: canary } }                       | canary.organization
            server: { autoscaling: { enabled: true, maxReplicas: 1 } }         | server.autoscaling.maxReplicas
            database: { existingSecret: { name: a, urlKey: "" } }              | appUrlKey
            database: { existingSecret: { name: a, urlKey: "", appUrlKey: a, ingestUrlKey: b } } | ownerUrlKey
            """)
    void whatDoesNotGoTogether(String values, String said) throws IOException {
        var name = values.substring(0, values.indexOf(':'));
        var rest = Chart.MINIMAL.lines().filter(line -> !line.startsWith(name + ":"));
        refuses(String.join("\n", rest.toList()) + "\n" + values, said);
    }

    @Test
    void whatIsMissing() throws IOException {
        refuses("", "url is missing");
        refuses("url: https://errors.example.org", "there is no database");
    }

    @Test
    void aClusterThatIsTooOld() throws IOException {
        var file = Files.writeString(folder.resolve("values.yaml"), Chart.MINIMAL);

        var said = Tool.HELM_4.tried(
                "template", "errors", Chart.PLACE.toString(), "--values", file.toString(), "--kube-version", "1.29.0");

        assertThat(said.code()).isNotZero();
        assertThat(said.out()).contains(">=1.30.0-0", "1.29.0");
    }

    private void refuses(String values, String said) throws IOException {
        var file = folder.resolve("values.yaml");
        Files.writeString(file, values + "\n");

        assertThatThrownBy(() -> Chart.byHelm3(file)).hasMessageContaining(said);
        var fourth = Tool.HELM_4.tried("template", "errors", Chart.PLACE.toString(), "--values", file.toString());
        assertThat(fourth.code()).isNotZero();
        assertThat(fourth.out()).contains(said);
    }
}
