package tocsin.web;

import io.quarkus.qute.EngineBuilder;
import io.quarkus.qute.TemplateLocator;
import io.quarkus.qute.Variant;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The texts of all templates. The framework would look for each as a resource at every start, under several names and in
 * all class loaders, which was a third of what a start allocates; natively these are read while the executable is built.
 */
@ApplicationScoped
class TemplateTexts {

    private static final String FOLDER = "templates/";
    /** By its extension a template is known as a page, in which foreign text is escaped, or as plain text. */
    private static final Map<String, String> TYPES = Map.of(".html", Variant.TEXT_HTML, ".txt", Variant.TEXT_PLAIN);

    private static final Map<String, Text> TEXTS = read();

    private record Text(String text, Variant variant) implements TemplateLocator.TemplateLocation {

        @Override
        public Reader read() {
            return new StringReader(text);
        }

        @Override
        public Optional<Variant> getVariant() {
            return Optional.of(variant);
        }
    }

    void add(@Observes EngineBuilder engine) {
        engine.addLocator(new First());
    }

    /** Asked before the framework's own. */
    private static final class First implements TemplateLocator {

        @Override
        public int getPriority() {
            return DEFAULT_PRIORITY + 1;
        }

        /** By its path below the folder, with its extension or without. */
        @Override
        public Optional<TemplateLocator.TemplateLocation> locate(String id) {
            return Optional.ofNullable(TEXTS.get(id));
        }
    }

    private static Map<String, Text> read() {
        try {
            var folder = TemplateTexts.class.getClassLoader().getResource(FOLDER + "layout.html");
            var address = URI.create(folder.toString().replace("layout.html", ""));
            if (!address.getScheme().equals("jar")) {
                return read(Path.of(address));
            }
            var jar = Path.of(URI.create(address.getRawSchemeSpecificPart().replaceFirst("!.*", "")));
            try (var files = FileSystems.newFileSystem(jar)) {
                return read(files.getPath(FOLDER));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Text> read(Path folder) throws IOException {
        var texts = new HashMap<String, Text>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (var file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                var path = folder.relativize(file).toString();
                var extension = path.substring(path.lastIndexOf('.'));
                var text = new Text(
                        Files.readString(file),
                        new Variant(Locale.ENGLISH, StandardCharsets.UTF_8, TYPES.get(extension)));
                texts.put(path, text);
                texts.put(path.substring(0, path.length() - extension.length()), text);
            }
        }
        return Map.copyOf(texts);
    }
}
