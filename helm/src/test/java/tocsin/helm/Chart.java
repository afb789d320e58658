package tocsin.helm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.marcnuri.helm.Helm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the chart makes of values. */
final class Chart {

    static final Path PLACE = Path.of("tocsin");
    static final Path VALUES = Path.of("src/test/values");
    static final YAMLMapper YAML = new YAMLMapper();

    private static final String KUBERNETES = "1.36.0";
    private static final String DATABASE = "database: { existingSecret: { name: tocsin-database } }\n";
    /** The least that the chart asks for. */
    static final String MINIMAL = "url: https://errors.example.org\n" + DATABASE;

    private Chart() {}

    /** Renders the least values and these besides, as YAML lines; in the release {@code errors}. */
    static Manifests with(String... values) {
        return of(MINIMAL + String.join("\n", values) + "\n");
    }

    /** Renders these values alone. */
    static Manifests of(String values) {
        try {
            var file = Files.createTempFile("values", ".yaml");
            try {
                Files.writeString(file, values);
                return new Manifests(parsed(byHelm3(file)));
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String byHelm3(Path values) {
        return new Helm(PLACE)
                .template()
                .withName("errors")
                .withNamespace("tracking")
                .withKubeVersion(KUBERNETES)
                .withValuesFile(values)
                .call();
    }

    static String byHelm4(Path values) {
        return Tool.HELM_4.run(
                "template", "errors", PLACE.toString(), "--namespace", "tracking", "--values", values.toString());
    }

    static List<JsonNode> parsed(String documents) {
        try (var parser = YAML.getFactory().createParser(documents)) {
            var all = new ArrayList<JsonNode>();
            YAML.readValues(parser, JsonNode.class).forEachRemaining(document -> {
                if (document != null && !document.isNull() && !document.isEmpty()) {
                    all.add(document);
                }
            });
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The matrix: each file is an installation that somebody could want. */
    static List<Path> matrix() {
        return files(VALUES, ".yaml");
    }

    static List<Path> files(Path folder, String ending) {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode yaml(Path file) {
        return yaml(text(file));
    }

    static JsonNode yaml(String text) {
        try {
            return YAML.readTree(text);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
