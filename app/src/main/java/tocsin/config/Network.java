package tocsin.config;

import java.net.InetAddress;

/** An address, or all that share its first bits. */
public record Network(InetAddress address, int bits) {

    /** {@code 10.0.0.7}, {@code 10.0.0.0/8} or {@code fd12::/16}. */
    public static Network parse(String text) {
        var slash = text.indexOf('/');
        var address = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
        var length = 8 * address.getAddress().length;
        var bits = slash < 0 ? length : Integer.parseInt(text.substring(slash + 1));
        if (bits < 0 || bits > length) {
            throw new IllegalArgumentException("No network has " + bits + " bits");
        }
        return new Network(address, bits);
    }

    public boolean contains(InetAddress other) {
        var own = address.getAddress();
        var bytes = other.getAddress();
        if (bytes.length != own.length) {
            return false;
        }
        for (var bit = 0; bit < bits; bit++) {
            if (((bytes[bit / 8] ^ own[bit / 8]) >> 7 - bit % 8 & 1) != 0) {
                return false;
            }
        }
        return true;
    }
}
