package tocsin.web;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import tocsin.config.Network;
import tocsin.config.Settings;

/**
 * Whose request it is when proxies stand between. Each proxy appends whom it heard from, so the list is read from its end
 * and only as far as those who wrote it are trusted: what stands before was written by the client, who may write anything.
 */
@ApplicationScoped
public class ClientAddress {

    private final List<Network> trusted;

    public ClientAddress(Settings settings) {
        // Proxies that are trusted by name are known by their addresses to the framework alone.
        this.trusted = settings.trustedProxies().stream()
                .flatMap(text -> network(text).stream())
                .toList();
    }

    /** As text; null when the connection has none, as that of a Unix socket. */
    public String of(HttpServerRequest request) {
        var peer = host(request.connection().remoteAddress());
        var believed = host(request.remoteAddress());
        return peer == null
                ? believed
                : of(peer, !peer.equals(believed), request.headers().getAll("X-Forwarded-For"));
    }

    /** @param believed whether the framework took the peer for a trusted proxy */
    String of(String peer, boolean believed, List<String> forwarded) {
        if (!believed && !isTrusted(peer)) {
            return peer;
        }
        var client = peer;
        var hops = forwarded.stream()
                .flatMap(header -> Arrays.stream(header.split(",")))
                .toList();
        for (var hop : hops.reversed()) {
            var address = plain(hop.strip());
            if (address.isEmpty()) {
                return client;
            }
            client = address.get();
            if (!isTrusted(client)) {
                return client;
            }
        }
        return client;
    }

    private boolean isTrusted(String address) {
        var literal = InetAddress.ofLiteral(address);
        return trusted.stream().anyMatch(network -> network.contains(literal));
    }

    /** Without a port and without brackets; empty for what is no address. */
    private static Optional<String> plain(String hop) {
        var end = hop.indexOf(']');
        var bare = end > 0 && hop.startsWith("[") ? hop.substring(1, end) : withoutPort(hop);
        try {
            return Optional.of(InetAddress.ofLiteral(bare).getHostAddress());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String withoutPort(String hop) {
        var colon = hop.indexOf(':');
        return colon > 0 && colon == hop.lastIndexOf(':') ? hop.substring(0, colon) : hop;
    }

    private static Optional<Network> network(String text) {
        try {
            return Optional.of(Network.parse(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String host(SocketAddress address) {
        return address == null ? null : address.hostAddress();
    }
}
