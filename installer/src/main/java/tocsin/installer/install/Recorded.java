package tocsin.installer.install;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tocsin.installer.host.Host;

/** What this host was told when it was installed, which holds until it is told otherwise. */
public record Recorded(Map<String, String> values) {

    public static Recorded of(Host host) {
        var file = host.installation();
        try {
            return new Recorded(
                    Files.exists(file)
                            ? Files.readAllLines(file).stream()
                                    .map(line -> line.split("=", 2))
                                    .filter(pair -> pair.length == 2)
                                    .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]))
                            : Map.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name)).filter(value -> !value.isEmpty());
    }

    public Fleet fleet() {
        return new Fleet(
                values.getOrDefault("listen", ""),
                Fleet.list(values.getOrDefault("applications", "")),
                Fleet.list(values.getOrDefault("proxies", "")));
    }

    public Set<Part> parts() {
        var recorded = Fleet.list(values.getOrDefault("parts", ""));
        var parts = EnumSet.allOf(Part.class);
        parts.removeIf(part -> !recorded.contains(part.text()));
        return parts;
    }
}
