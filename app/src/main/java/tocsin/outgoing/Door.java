package tocsin.outgoing;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import tocsin.config.Network;
import tocsin.config.Settings;

/** Says where we may connect to, and gives the very address: whoever asks for the name again may be told another. */
@ApplicationScoped
public class Door {

    private static final int CONNECT_MILLIS = 5_000;
    private static final int SILENCE_MILLIS = 10_000;

    private final List<Network> allowed;
    private final Supplier<SSLSocketFactory> secure;

    @Inject
    Door(Settings settings) {
        this(settings, () -> (SSLSocketFactory) SSLSocketFactory.getDefault());
    }

    /** @param secure asked when the first connection with TLS is made: it may have a hundred certificates to read */
    Door(Settings settings, Supplier<SSLSocketFactory> secure) {
        this.allowed = settings.outgoingAllow();
        this.secure = secure;
    }

    /** The name's address. Refused when any of its addresses is: a name that has both kinds is up to something. */
    public InetSocketAddress resolve(String host, int port) {
        var name = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        InetAddress[] addresses;
        try {
            addresses = InetAddress.getAllByName(name);
        } catch (UnknownHostException e) {
            throw new OutgoingRefused("There is no address for “" + name + "”");
        }
        for (var address : addresses) {
            check(address);
        }
        return new InetSocketAddress(withoutName(addresses[0]), port);
    }

    /** So that no library resolves the name once more. */
    private static InetAddress withoutName(InetAddress address) {
        try {
            return InetAddress.getByAddress(address.getAddress());
        } catch (UnknownHostException e) {
            throw new IllegalStateException("The bytes of an address are one", e);
        }
    }

    /** Refuses an address that is neither public nor allowed. */
    public void check(InetAddress address) {
        if (!Reach.isPublic(address) && !isAllowed(address)) {
            throw new OutgoingRefused("%s is not a public address; TOCSIN_OUTGOING_ALLOW can allow its network"
                    .formatted(address.getHostAddress()));
        }
    }

    private boolean isAllowed(InetAddress address) {
        return allowed.stream().anyMatch(network -> network.contains(address));
    }

    /** A connection to exactly the address that was checked; with TLS, the certificate must be the name's. */
    public Call connect(String host, int port, boolean tls) throws IOException {
        var address = resolve(host, port);
        var socket = new Socket();
        var call = new Call(socket, isAllowed(address.getAddress()));
        try {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(SILENCE_MILLIS);
            socket.connect(address, CONNECT_MILLIS);
            if (tls) {
                call.speakThrough(secured(socket, host, port));
            }
            return call;
        } catch (IOException e) {
            call.close();
            throw new IOException(call.words(e), e);
        } catch (RuntimeException e) {
            call.close();
            throw e;
        }
    }

    private Socket secured(Socket socket, String host, int port) throws IOException {
        var secured = (SSLSocket) secure.get().createSocket(socket, host, port, true);
        var parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        return secured;
    }
}
