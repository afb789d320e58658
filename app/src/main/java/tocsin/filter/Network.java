package tocsin.filter;

import java.net.InetAddress;
import java.util.Optional;

/** An address, or all that share its first bits. */
record Network(byte[] address, int bits) {

    /** {@code 10.0.0.7}, {@code 10.0.0.0/8} or {@code 2001:db8::/32}; empty when it is none. */
    static Optional<Network> parse(String text) {
        var slash = text.indexOf('/');
        try {
            var address = InetAddress.ofLiteral(
                            text.substring(0, slash < 0 ? text.length() : slash).strip())
                    .getAddress();
            var bits = slash < 0
                    ? 8 * address.length
                    : Integer.parseInt(text.substring(slash + 1).strip());
            return bits < 0 || bits > 8 * address.length ? Optional.empty() : Optional.of(new Network(address, bits));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    boolean contains(String other) {
        try {
            var bytes = InetAddress.ofLiteral(other).getAddress();
            if (bytes.length != address.length) {
                return false;
            }
            for (var bit = 0; bit < bits; bit++) {
                if (((bytes[bit / 8] ^ address[bit / 8]) >> 7 - bit % 8 & 1) != 0) {
                    return false;
                }
            }
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
