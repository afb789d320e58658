package tocsin.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Name servers that are slow: for {@code p1234.slow.invalid} whoever listens at that port is asked, and there is no such
 * name as soon as they end the connection. Java finds it by itself, and asks for all other names as ever.
 */
public final class SlowNames extends InetAddressResolverProvider {

    private static final Pattern SLOW = Pattern.compile("p([0-9]+)\\.slow\\.invalid");

    @Override
    public String name() {
        return "slow names";
    }

    @Override
    public InetAddressResolver get(Configuration configuration) {
        return new Resolver(configuration.builtinResolver());
    }

    private record Resolver(InetAddressResolver usual) implements InetAddressResolver {

        @Override
        public Stream<InetAddress> lookupByName(String host, LookupPolicy policy) throws UnknownHostException {
            var slow = SLOW.matcher(host);
            if (!slow.matches()) {
                return usual.lookupByName(host, policy);
            }
            try (var server = new Socket(InetAddress.ofLiteral("127.0.0.1"), Integer.parseInt(slow.group(1)))) {
                server.getInputStream().readAllBytes();
            } catch (IOException e) {
                // Nobody is there who is slow.
            }
            throw new UnknownHostException(host);
        }

        @Override
        public String lookupByAddress(byte[] address) throws UnknownHostException {
            return usual.lookupByAddress(address);
        }
    }
}
