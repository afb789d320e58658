package tocsin.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tocsin.config.Settings;

class PortsTest {

    @Test
    void portZeroBecomesAFreeOneThatThePublicAddressNames() {
        var settings = Ports.chosen(Settings.of(Map.of("TOCSIN_PORT", "0", "TOCSIN_MANAGEMENT_PORT", "0")));

        assertThat(settings.port()).isPositive();
        assertThat(settings.managementPort()).isPositive().isNotEqualTo(settings.port());
        assertThat(settings.url().getPort()).isEqualTo(settings.port());
    }

    @Test
    void aPortThatIsTakenIsRefusedWithTheWayOut() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var settings = Settings.of(
                    Map.of("TOCSIN_PORT", String.valueOf(taken.getLocalPort()), "TOCSIN_MANAGEMENT_PORT", "0"));

            assertThatThrownBy(() -> Ports.chosen(settings))
                    .isInstanceOf(CommandRefused.class)
                    .hasMessageContaining("127.0.0.1:" + taken.getLocalPort())
                    .hasMessageContaining("TOCSIN_PORT");
        }
    }
}
