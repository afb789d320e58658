package tocsin.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a proxy says of the client is believed if the operator named the proxy, and from nobody else. */
class ProxyIT {

    private static final String CLIENT = "203.0.113.9";

    /** The proxy appends whom it heard from to what the client had written. */
    private static final String FORGED = "198.51.100.77, " + CLIENT;

    @TempDir
    Path data;

    @Test
    void aTrustedProxyTellsTheClientsAddressAndThatItCameByTls() throws Exception {
        try (var tocsin = Tocsin.on(data, Map.of("TOCSIN_TRUSTED_PROXIES", "127.0.0.1"))) {
            assertThat(storedAddress(tocsin)).isEqualTo(CLIENT);
            assertThat(cookie(tocsin)).contains("tocsin_session=", "HttpOnly", "Secure");
        }
    }

    @Test
    void fromAnybodyElseTheSameWordsMeanNothing() throws Exception {
        try (var tocsin = Tocsin.on(data, Map.of("TOCSIN_TRUSTED_PROXIES", "192.0.2.1"))) {
            assertThat(storedAddress(tocsin)).isEqualTo("127.0.0.1");
            assertThat(cookie(tocsin)).contains("tocsin_session=", "HttpOnly").doesNotContain("Secure");
            var home = tocsin.send(forwarded(tocsin.uri(tocsin.projectPath())).GET());
            assertThat(home.headers().firstValue("Location").orElse("")).doesNotContain("evil.example");
        }
    }

    /** Whatever is forwarded, the DSN names the address that the operator gave. */
    @Test
    void theDsnNamesThePublicAddress() throws Exception {
        try (var tocsin = Tocsin.on(
                data, Map.of("TOCSIN_TRUSTED_PROXIES", "127.0.0.1", "TOCSIN_URL", "https://errors.example.org"))) {
            assertThat(URI.create(tocsin.address.dsn()).getHost()).isEqualTo("errors.example.org");
        }
    }

    /** The address of an event whose SDK runs at the user's and names none. */
    private static String storedAddress(Tocsin tocsin) throws Exception {
        var id = UUID.randomUUID().toString().replace("-", "");
        var body = "{\"event_id\":\"%s\",\"dsn\":\"%s\"}\n{\"type\":\"event\"}\n".formatted(id, tocsin.address.dsn())
                + "{\"event_id\":\"" + id + "\",\"platform\":\"javascript\",\"message\":\"from a browser\"}\n";
        var answer = tocsin.send(forwarded(tocsin.uri("/api/1/envelope/")).POST(BodyPublishers.ofString(body)));
        assertThat(answer.statusCode()).isEqualTo(200);
        return tocsin.api("/api/0/projects" + tocsin.projectPath() + "/events/" + id + "/")
                .path("user")
                .path("ip_address")
                .asText();
    }

    private static String cookie(Tocsin tocsin) {
        var form = "email=" + tocsin.address.email() + "&password=" + tocsin.address.password() + "&next=/";
        var answer = tocsin.send(forwarded(tocsin.uri("/login"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form)));
        return String.join("\n", answer.headers().allValues("Set-Cookie"));
    }

    private static HttpRequest.Builder forwarded(URI address) {
        return HttpRequest.newBuilder(address)
                .header("X-Forwarded-For", FORGED)
                .header("X-Forwarded-Proto", "https")
                .header("X-Forwarded-Host", "evil.example");
    }
}
