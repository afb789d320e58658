package tocsin.config;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where a PostgreSQL database is and as whom to use it, from the address form that platforms and PostgreSQL's own programs take.
 *
 * @param host a name or an address, or the directory of a socket, which begins with a slash
 */
public record DatabaseUrl(String host, int port, String database, String user, String password, List<String> options) {

    /** Of {@code tocsin.socket}, which the driver looks up by its name. */
    private static final String SOCKET_FACTORY = "tocsin.socket.LocalSocketFactory";

    private static final int DEFAULT_PORT = 5432;
    private static final String FORMS =
            "not postgres://user:password@host:port/database nor postgres://user:password@/database?host=/directory";

    public DatabaseUrl {
        options = List.copyOf(options);
    }

    /**
     * Reads {@code postgres://user:password@host:port/database?sslmode=require}, and for a server on this host
     * {@code postgres://user:password@/database?host=/run/postgresql}.
     */
    public static DatabaseUrl parse(String text) {
        var address = URI.create(text);
        var scheme = Optional.ofNullable(address.getScheme()).orElse("");
        var authority = Optional.ofNullable(address.getRawAuthority()).orElse("");
        // Without a host, Java does not take the authority apart.
        var credentials =
                authority.substring(0, Math.max(0, authority.lastIndexOf('@'))).split(":", 2);
        var options = new ArrayList<>(options(address.getRawQuery()));
        var directory = taken(options, "host=").filter(host -> host.startsWith("/"));
        var port = taken(options, "port=");
        var database = Optional.ofNullable(address.getRawPath()).orElse("").replaceFirst("^/", "");
        var isComplete = address.getHost() == null
                ? directory.isPresent() && authority.endsWith("@")
                : directory.isEmpty() && port.isEmpty();
        if (!List.of("postgres", "postgresql").contains(scheme)
                || !isComplete
                || database.isEmpty()
                || credentials[0].isEmpty()) {
            throw new IllegalArgumentException(FORMS);
        }
        return new DatabaseUrl(
                directory.orElse(address.getHost()),
                port.map(Integer::parseInt).orElse(address.getPort() < 0 ? DEFAULT_PORT : address.getPort()),
                decoded(database),
                decoded(credentials[0]),
                credentials.length == 2 ? decoded(credentials[1]) : "",
                options);
    }

    /** Whether it leads through a socket in the file system and not over the network. */
    public boolean isLocal() {
        return host.startsWith("/");
    }

    /** For the driver, without user and password. */
    public String jdbcUrl() {
        var parameters = new ArrayList<>(options);
        parameters.add("ApplicationName=tocsin");
        if (isLocal()) {
            // There is nothing to encrypt, and each question whether to do so would be a round trip.
            parameters.removeIf(option -> option.startsWith("sslmode=") || option.startsWith("gssEncMode="));
            parameters.add("sslmode=disable");
            parameters.add("gssEncMode=disable");
            parameters.add("socketFactory=" + SOCKET_FACTORY);
            parameters.add("socketFactoryArg=" + encoded(host + "/.s.PGSQL." + port));
        }
        var server = isLocal() ? "localhost" : host;
        return "jdbc:postgresql://" + server + ":" + port + "/" + encoded(database) + "?"
                + String.join("&", parameters);
    }

    /** The form that {@link #parse} reads; it holds the password. */
    public String asText() {
        return text(encoded(user) + ":" + encoded(password), options);
    }

    /** Never with the password, because records are printed. */
    @Override
    public String toString() {
        return text(encoded(user), List.of());
    }

    private String text(String credentials, List<String> options) {
        var query = new ArrayList<String>();
        if (isLocal()) {
            query.add("host=" + host);
            if (port != DEFAULT_PORT) {
                query.add("port=" + port);
            }
        }
        query.addAll(options);
        return "postgres://" + credentials + "@" + (isLocal() ? "" : host + ":" + port) + "/" + encoded(database)
                + (query.isEmpty() ? "" : "?" + String.join("&", query));
    }

    /** The value of the option of that name, which does not go to the driver: there it means something else or nothing. */
    private static Optional<String> taken(List<String> options, String name) {
        var found = options.stream()
                .filter(option -> option.startsWith(name))
                .findFirst()
                .map(option -> decoded(option.substring(name.length())));
        options.removeIf(option -> option.startsWith(name));
        return found;
    }

    private static List<String> options(String query) {
        return query == null || query.isEmpty() ? List.of() : List.of(query.split("&"));
    }

    private static String decoded(String text) {
        // A plus is a plus outside of forms.
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
