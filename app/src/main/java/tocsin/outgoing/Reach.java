package tocsin.outgoing;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import tocsin.config.Network;

/** Which addresses are everybody's: none of this host, of a private network, of a platform's insides, or of many at once. */
final class Reach {

    /** IANA's special purposes, and the public address under which one cloud serves its hosts' secrets. */
    private static final List<Network> FORBIDDEN_V4 = networks(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "168.63.129.16",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4");

    /** Of what is not global, nothing is allowed; of what is, not what was set aside. */
    private static final Network GLOBAL_V6 = Network.parse("2000::/3");

    private static final List<Network> FORBIDDEN_V6 =
            networks("2001::/23", "2001:db8::/32", "3fff::/20", "2620:4f:8000::/48");

    /** Addresses that lead on to a version 4 address, and where in them it stands. */
    private enum Carrier {
        NAT64("64:ff9b::/96", 12),
        SIX_TO_FOUR("2002::/16", 2);

        private final Network network;
        private final int at;

        Carrier(String network, int at) {
            this.network = Network.parse(network);
            this.at = at;
        }
    }

    private Reach() {}

    static boolean isPublic(InetAddress address) {
        if (address instanceof Inet4Address) {
            return FORBIDDEN_V4.stream().noneMatch(network -> network.contains(address));
        }
        for (var carrier : Carrier.values()) {
            if (carrier.network.contains(address)) {
                return isPublic(carried(address, carrier.at));
            }
        }
        return GLOBAL_V6.contains(address) && FORBIDDEN_V6.stream().noneMatch(network -> network.contains(address));
    }

    private static InetAddress carried(InetAddress address, int at) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(address.getAddress(), at, at + 4));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("Four bytes are an address", e);
        }
    }

    private static List<Network> networks(String... texts) {
        return Stream.of(texts).map(Network::parse).toList();
    }
}
