package tocsin.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.helm.Manifests.elements;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class NetworkTest {

    @Test
    void programsAndPeopleAreLedToTheirOwnPods() {
        var together = Chart.with("ingress: { enabled: true }");
        var apart = Chart.with(
                "mode: apart",
                "ingress: { enabled: true }",
                "httpRoute: { enabled: true, gateways: [{ name: public }] }");

        assertThat(paths(together.only("Ingress"))).isEqualTo("/=errors-tocsin-server");
        assertThat(paths(apart.only("Ingress")))
                .isEqualTo("/=errors-tocsin-web /api/=errors-tocsin-ingest /api/0/=errors-tocsin-web"
                        + " /api/v1/=errors-tocsin-web /api/v1/sensor=errors-tocsin-ingest");
        assertThat(elements(apart.only("HTTPRoute").at("/spec/rules"))
                        .map(rule -> rule.at("/matches/0/path/value").asText() + "="
                                + rule.at("/backendRefs/0/name").asText())
                        .collect(Collectors.joining(" ")))
                .isEqualTo("/=errors-tocsin-web /api=errors-tocsin-ingest /api/0=errors-tocsin-web"
                        + " /api/v1=errors-tocsin-web /api/v1/sensor=errors-tocsin-ingest");
    }

    @Test
    void theHostIsThatOfThePublicAddress() {
        var manifests = Chart.of(Chart.MINIMAL.replace("example.org", "example.org:8443") + """
                ingress: { enabled: true, tlsSecret: tls, className: nginx }
                httpRoute: { enabled: true, gateways: [{ name: public, namespace: edge, section: https }] }
                """);

        var ingress = manifests.only("Ingress");
        assertThat(ingress.at("/spec/rules/0/host").asText()).isEqualTo("errors.example.org");
        assertThat(ingress.at("/spec/tls/0/hosts/0").asText()).isEqualTo("errors.example.org");
        assertThat(ingress.at("/spec/ingressClassName").asText()).isEqualTo("nginx");
        var route = manifests.only("HTTPRoute");
        assertThat(route.at("/spec/hostnames/0").asText()).isEqualTo("errors.example.org");
        assertThat(route.at("/spec/parentRefs/0/sectionName").asText()).isEqualTo("https");
    }

    @Test
    void nothingIsAllowedButWhatIsSaid() {
        var manifests = Chart.with();
        var deny = manifests.get("NetworkPolicy", "errors-tocsin-deny");

        assertThat(deny.at("/spec/policyTypes").toString()).isEqualTo("[\"Ingress\",\"Egress\"]");
        assertThat(deny.at("/spec/ingress").isMissingNode()).isTrue();
        assertThat(deny.at("/spec/egress").isMissingNode()).isTrue();
        var database = manifests.get("NetworkPolicy", "errors-tocsin-database");
        assertThat(ports(database.at("/spec/egress"))).isEqualTo("53 53 5432");
        var server = manifests.get("NetworkPolicy", "errors-tocsin-server");
        assertThat(ports(server.at("/spec/ingress"))).isEqualTo("http metrics");
        assertThat(ports(server.at("/spec/egress"))).isEqualTo("443");
        assertThat(server.at("/spec/egress/0/to/0/ipBlock/except").toString()).contains("169.254.0.0/16");
    }

    @Test
    void whoMaySendAndWhatMayBeReachedCanBeNamed() {
        var manifests = Chart.with("""
                mail: { existingSecret: { name: smtp }, ports: [2525] }
                networkPolicy:
                  clients: [{ ipBlock: { cidr: 10.0.0.0/8 } }]
                  metrics: []
                  database: [{ ipBlock: { cidr: 10.3.4.5/32 } }]
                  outgoing: { enabled: false }
                """);

        var server = manifests.get("NetworkPolicy", "errors-tocsin-server");
        assertThat(ports(server.at("/spec/ingress"))).isEqualTo("http");
        assertThat(server.at("/spec/ingress/0/from/0/ipBlock/cidr").asText()).isEqualTo("10.0.0.0/8");
        assertThat(ports(server.at("/spec/egress"))).isEqualTo("2525");
        assertThat(manifests
                        .get("NetworkPolicy", "errors-tocsin-database")
                        .at("/spec/egress/1/to/0/ipBlock/cidr")
                        .asText())
                .isEqualTo("10.3.4.5/32");
        assertThat(Chart.with("networkPolicy: { enabled: false }").kind("NetworkPolicy"))
                .isEmpty();
    }

    @Test
    void mailComesFromASecret() {
        var server = Chart.with("mail: { existingSecret: { name: smtp, urlKey: address } }")
                .only("Deployment");

        assertThat(Manifests.variable(server, "TOCSIN_SMTP_URL").toString())
                .isEqualTo("{\"name\":\"smtp\",\"key\":\"address\"}");
        assertThat(Manifests.variable(Chart.with().only("Deployment"), "TOCSIN_SMTP_URL")
                        .isMissingNode())
                .isTrue();
    }

    private static String paths(JsonNode ingress) {
        return elements(ingress.at("/spec/rules/0/http/paths"))
                .map(path -> path.path("path").asText() + "="
                        + path.at("/backend/service/name").asText())
                .collect(Collectors.joining(" "));
    }

    private static String ports(JsonNode rules) {
        return elements(rules)
                .flatMap(rule -> elements(rule.path("ports")))
                .map(port -> port.path("port").asText())
                .collect(Collectors.joining(" "));
    }
}
