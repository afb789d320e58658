package tocsin.ingest;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.regex.Pattern;

/** Tells which addresses programs send to. */
@ApplicationScoped
public class IngestPaths {

    private final List<Pattern> templates;

    IngestPaths(Endpoints endpoints) {
        templates = endpoints.all().stream()
                .map(Endpoints.Endpoint::path)
                .map(path -> Pattern.compile(path.replaceAll(":\\w+", "[^/]+") + "/?"))
                .toList();
    }

    public boolean has(String path) {
        return templates.stream().anyMatch(template -> template.matcher(path).matches());
    }
}
