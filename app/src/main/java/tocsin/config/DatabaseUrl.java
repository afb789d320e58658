package tocsin.config;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where a PostgreSQL database is and as whom to use it, from the address form that platforms give. */
public record DatabaseUrl(String host, int port, String database, String user, String password, List<String> options) {

    private static final int DEFAULT_PORT = 5432;

    public DatabaseUrl {
        options = List.copyOf(options);
    }

    /** Reads {@code postgres://user:password@host:port/database?sslmode=require}. */
    public static DatabaseUrl parse(String text) {
        var address = URI.create(text);
        var scheme = Optional.ofNullable(address.getScheme()).orElse("");
        var credentials =
                Optional.ofNullable(address.getRawUserInfo()).orElse("").split(":", 2);
        var database = Optional.ofNullable(address.getRawPath()).orElse("").replaceFirst("^/", "");
        if (!List.of("postgres", "postgresql").contains(scheme)
                || address.getHost() == null
                || database.isEmpty()
                || credentials[0].isEmpty()) {
            throw new IllegalArgumentException("not postgres://user:password@host:port/database");
        }
        return new DatabaseUrl(
                address.getHost(),
                address.getPort() < 0 ? DEFAULT_PORT : address.getPort(),
                decoded(database),
                decoded(credentials[0]),
                credentials.length == 2 ? decoded(credentials[1]) : "",
                options(address.getRawQuery()));
    }

    /** For the driver, without user and password. */
    public String jdbcUrl() {
        var parameters = new ArrayList<>(options);
        parameters.add("ApplicationName=tocsin");
        return "jdbc:postgresql://" + host + ":" + port + "/" + encoded(database) + "?" + String.join("&", parameters);
    }

    /** The form that {@link #parse} reads; it holds the password. */
    public String asText() {
        var query = options.isEmpty() ? "" : "?" + String.join("&", options);
        return "postgres://" + encoded(user) + ":" + encoded(password) + "@" + host + ":" + port + "/"
                + encoded(database) + query;
    }

    /** Never with the password, because records are printed. */
    @Override
    public String toString() {
        return "postgres://" + encoded(user) + "@" + host + ":" + port + "/" + encoded(database);
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
