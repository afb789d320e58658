package tocsin.installer.install;

import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What the operator wants of an installation.
 *
 * @param url the public address
 * @param databaseUrl of an external PostgreSQL, with its password; without it the bundled one
 */
public record Wish(
        Set<Part> parts, String url, Optional<String> databaseUrl, int httpPort, int httpsPort, Fleet fleet) {

    public Wish {
        parts = EnumSet.copyOf(parts);
        if (databaseUrl.isPresent()) {
            parts.remove(Part.DATABASE);
        }
    }

    public boolean has(Part part) {
        return parts.contains(part);
    }

    /** What may be written down: all but the secret. */
    public Map<String, String> asParameters() {
        var parameters = new TreeMap<String, String>();
        parameters.put("parts", parts.stream().map(Part::text).collect(Collectors.joining(",")));
        parameters.put("url", url);
        parameters.put("http-port", String.valueOf(httpPort));
        parameters.put("https-port", String.valueOf(httpsPort));
        parameters.putAll(fleet.asParameters());
        return parameters;
    }

    /** The file that says what was installed. */
    String asText() {
        return asParameters().entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue() + "\n")
                .collect(Collectors.joining("", "# What tocsinctl has installed here; it reads this file.\n", ""));
    }
}
