package tocsin.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a benchmark has to say: a text for people, and the same and more for programs.
 *
 * @param broken what must not be, a sentence each
 */
record Results(String name, String text, Map<String, Object> json, List<String> broken) {

    static final Path FOLDER = Path.of("app/target/bench");

    /** A row whose numbers stand below each other. */
    static Results of(String name, Map<String, Object> row) {
        var text = new StringBuilder();
        row.forEach((what, value) -> text.append(String.format("%-30s %s%n", what, value)));
        return of(name, text.toString(), row, broken(name, row));
    }

    /** As {@link #Results}, with what is broken at the end of both. */
    static Results of(String name, String text, Map<String, Object> numbers, List<String> broken) {
        var json = new LinkedHashMap<>(numbers);
        json.put(Report.BROKEN, broken);
        var lines = broken.stream().map(line -> "BROKEN " + line + "\n").collect(Collectors.joining());
        return new Results(name, lines.isEmpty() ? text : text + "\n" + lines, json, broken);
    }

    private static List<String> broken(String name, Map<String, Object> row) {
        return Stream.concat(Report.broken(row).stream(), Verdict.of(name, row).stream())
                .toList();
    }

    boolean isBroken() {
        return !broken.isEmpty();
    }

    void publish() throws IOException {
        publish(FOLDER);
    }

    void publish(Path folder) throws IOException {
        System.out.println(text);
        var file = Files.createDirectories(folder).resolve(name + ".json");
        new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(file.toFile(), json);
        System.err.println("bench: written to " + file);
    }
}
