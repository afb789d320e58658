package tocsin.socket;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import javax.net.SocketFactory;

/** Leads the database's driver to a socket in the file system, whatever host and port it asks for. */
@RegisterForReflection
public final class LocalSocketFactory extends SocketFactory {

    private final Path path;

    /** The driver makes one by its name, which stands in the database's address, with what stands beside it. */
    public LocalSocketFactory(String path) {
        this.path = Path.of(path);
    }

    /** Not connected yet: whoever takes it says how long that may last. */
    @Override
    public Socket createSocket() {
        return new LocalSocket(path);
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw notByName();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress from, int localPort) {
        throw notByName();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw notByName();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress from, int localPort) {
        throw notByName();
    }

    private UnsupportedOperationException notByName() {
        return new UnsupportedOperationException("This leads to " + path + " alone");
    }
}
