package tocsin.outgoing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tocsin.config.Settings;

class DoorTest {

    private final Door closed = allowing("");

    private static Door allowing(String networks) {
        return new Door(Settings.of(Map.of("TOCSIN_OUTGOING_ALLOW", networks)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.1",
                "10.255.255.255",
                "100.64.0.1",
                "100.100.100.200",
                "100.127.255.255",
                "127.0.0.1",
                "127.1.2.3",
                "127.255.255.255",
                "168.63.129.16",
                "169.254.0.1",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.192",
                "192.0.2.1",
                "192.88.99.1",
                "192.168.0.1",
                "192.168.255.255",
                "198.18.0.1",
                "198.19.255.255",
                "198.51.100.7",
                "203.0.113.7",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255"
            })
    void noAddressOfVersion4IsCalledThatIsNotPublic(String address) {
        assertThatThrownBy(() -> closed.resolve(address, 80))
                .isInstanceOf(OutgoingRefused.class)
                .hasMessageContaining(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "::",
                "::1",
                "[::1]",
                "::127.0.0.1",
                "::8.8.8.8",
                "::ffff:127.0.0.1",
                "::ffff:10.0.0.1",
                "::ffff:169.254.169.254",
                "0:0:0:0:0:ffff:7f00:1",
                "64:ff9b::127.0.0.1",
                "64:ff9b::a9fe:a9fe",
                "64:ff9b::10.1.1.1",
                "64:ff9b:1::8.8.8.8",
                "100::1",
                "2001::1",
                "2001:0:4136:e378:8000:63bf:3fff:fdd2",
                "2001:10::1",
                "2001:20::1",
                "2001:db8::1",
                "2002:7f00:1::1",
                "2002:a9fe:a9fe::",
                "2002:c0a8:1::1",
                "3fff::1",
                "4000::1",
                "5f00::1",
                "fc00::1",
                "fd00:ec2::254",
                "fdff:ffff::1",
                "fe80::1",
                "fe80::1%1",
                "febf::1",
                "fec0::1",
                "ff02::1",
                "ff0e::1",
                "ffff:ffff::1"
            })
    void noAddressOfVersion6IsCalledThatIsNotPublic(String address) {
        assertThatThrownBy(() -> closed.resolve(address, 80)).isInstanceOf(OutgoingRefused.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2130706433", "127.1", "10.1", "2852039166", "0x7f000001"})
    void noOtherWayToWriteSuchAnAddressLeadsThere(String written) {
        assertThatThrownBy(() -> closed.resolve(written, 80)).isInstanceOf(OutgoingRefused.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "8.8.8.8",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "126.255.255.255",
                "128.0.0.0",
                "168.63.129.15",
                "168.63.129.17",
                "169.253.255.255",
                "169.255.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "192.0.1.0",
                "192.167.255.255",
                "192.169.0.0",
                "198.17.255.255",
                "198.20.0.0",
                "223.255.255.255",
                "2606:4700:4700::1111",
                "2a00:1450:4001::1",
                "2001:200::1",
                "64:ff9b::8.8.8.8",
                "2002:808:808::1",
                "::ffff:8.8.8.8"
            })
    void publicAddressesAreCalled(String address) {
        assertThatCode(() -> closed.resolve(address, 80)).doesNotThrowAnyException();
    }

    @Test
    void aNameOfThisHostIsRefusedToo() {
        assertThatThrownBy(() -> closed.resolve("localhost", 80)).isInstanceOf(OutgoingRefused.class);
    }

    @Test
    void aNameThatNobodyKnowsIsRefused() {
        assertThatThrownBy(() -> closed.resolve("nowhere.invalid", 80))
                .isInstanceOf(OutgoingRefused.class)
                .hasMessageContaining("nowhere.invalid");
    }

    @Test
    void theOperatorCanAllowNetworksAndAllowsNoMore() {
        var open = allowing("10.1.2.0/24, fd12::/16");

        assertThatCode(() -> open.resolve("10.1.2.3", 80)).doesNotThrowAnyException();
        assertThatCode(() -> open.resolve("fd12:1::1", 80)).doesNotThrowAnyException();
        assertThatThrownBy(() -> open.resolve("10.1.3.1", 80)).isInstanceOf(OutgoingRefused.class);
        assertThatThrownBy(() -> open.resolve("fd13::1", 80)).isInstanceOf(OutgoingRefused.class);
        assertThatThrownBy(() -> open.resolve("127.0.0.1", 80)).isInstanceOf(OutgoingRefused.class);
    }

    @Test
    void whatComesBackIsAnAddressWithoutANameThatCouldBeAskedForAgain() throws IOException {
        var open = allowing("127.0.0.0/8,::1");

        var address = open.resolve("localhost", 80);

        assertThat(address.isUnresolved()).isFalse();
        assertThat(address.getHostString()).isEqualTo(address.getAddress().getHostAddress());
    }

    @Test
    void aConnectionGoesToTheVeryAddress() throws IOException {
        var open = allowing("127.0.0.0/8");
        try (var server = new ServerSocket()) {
            server.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));

            try (var call = open.connect("127.0.0.1", server.getLocalPort(), false);
                    var taken = server.accept()) {
                taken.getOutputStream().write(7);
                assertThat(call.keepsSecrets()).isTrue();
                assertThat(call.in().read()).isEqualTo(7);
            }
            assertThatThrownBy(() -> closed.connect("127.0.0.1", server.getLocalPort(), false))
                    .isInstanceOf(OutgoingRefused.class);
        }
    }
}
