package tocsin.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** What a benchmark has to say: a text for people, and the same and more for programs. */
record Results(String name, String text, Map<String, Object> json) {

    static final Path FOLDER = Path.of("app/target/bench");

    /** A row whose numbers stand below each other. */
    static Results of(String name, Map<String, Object> row) {
        var text = new StringBuilder();
        row.forEach((what, value) -> text.append(String.format("%-30s %s%n", what, value)));
        return new Results(name, text.toString(), row);
    }

    void publish() throws IOException {
        System.out.println(text);
        var file = Files.createDirectories(FOLDER).resolve(name + ".json");
        new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(file.toFile(), json);
        System.err.println("bench: written to " + file);
    }
}
