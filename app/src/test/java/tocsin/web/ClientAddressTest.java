package tocsin.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tocsin.config.Settings;

class ClientAddressTest {

    private static final String PROXY = "10.0.0.5";
    private static final String CLIENT = "203.0.113.9";

    private final ClientAddress clients =
            new ClientAddress(Settings.of(Map.of("TOCSIN_TRUSTED_PROXIES", "10.0.0.0/8, proxy.internal, fd00::/8")));

    @Test
    void whatTheClientWroteItselfIsNotBelieved() {
        assertThat(of(PROXY, "198.51.100.1, " + CLIENT)).isEqualTo(CLIENT);
        assertThat(of(PROXY, "10.0.0.9, " + CLIENT)).isEqualTo(CLIENT);
    }

    @Test
    void severalProxiesInARowAreTrusted() {
        assertThat(of(PROXY, "198.51.100.1, " + CLIENT + ", 10.1.1.1, fd00::7")).isEqualTo(CLIENT);
        assertThat(clients.of(PROXY, true, List.of("198.51.100.1," + CLIENT, "10.1.1.1")))
                .isEqualTo(CLIENT);
    }

    @Test
    void whoIsNoProxyIsTheClient() {
        assertThat(of(CLIENT, "198.51.100.1")).isEqualTo(CLIENT);
    }

    @Test
    void aProxyThatIsTrustedByNameIsKnownToTheFramework() {
        assertThat(clients.of("192.0.2.1", true, List.of("198.51.100.1, " + CLIENT)))
                .isEqualTo(CLIENT);
    }

    @Test
    void portsAndBracketsAreLeftOut() {
        assertThat(of(PROXY, CLIENT + ":4711")).isEqualTo(CLIENT);
        assertThat(of(PROXY, "[2001:db8::1]:4711")).isEqualTo("2001:db8:0:0:0:0:0:1");
    }

    @Test
    void whoeverWritesNonsenseIsBeyondTheLastWhoDidNot() {
        assertThat(of(PROXY, "unknown")).isEqualTo(PROXY);
        assertThat(of(PROXY, CLIENT + ", unknown, 10.1.1.1")).isEqualTo("10.1.1.1");
        assertThat(clients.of(PROXY, false, List.of())).isEqualTo(PROXY);
    }

    private String of(String peer, String forwarded) {
        return clients.of(peer, false, List.of(forwarded));
    }
}
