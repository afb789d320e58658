package tocsin.outgoing;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** Where people want something to be sent, such as {@code redis://queue.example.org:6379/0}. */
public record Destination(URI url, boolean tls) {

    private static final int PORTS = 65_535;

    /**
     * Empty when this is no address, or one of another scheme; with an {@code s} behind the scheme it is meant with TLS. A
     * login has fields of its own, where it can be kept secret.
     */
    public static Optional<Destination> parse(String address, String scheme) {
        try {
            var url = new URI(address);
            var tls = (scheme + "s").equals(url.getScheme());
            var isOne = (tls || scheme.equals(url.getScheme()))
                    && url.getHost() != null
                    && url.getRawUserInfo() == null
                    && url.getRawFragment() == null
                    && url.getPort() != 0
                    && url.getPort() <= PORTS;
            return isOne ? Optional.of(new Destination(url, tls)) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    public String host() {
        return url.getHost();
    }

    /** The one it names, or the usual one. */
    public int port(int usual) {
        return url.getPort() < 0 ? usual : url.getPort();
    }

    /** Empty where there is none. */
    public String path() {
        return url.getRawPath() == null ? "" : url.getRawPath();
    }

    /** Null where there is none. */
    public String query() {
        return url.getRawQuery();
    }
}
