package tocsin.installer.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a command has begun and done, each line on disk before the next thing happens. A line is a time, a word and more,
 * separated by tabs: {@code begin} with the command's parameters, {@code start} and {@code done} with a step, {@code end}.
 */
public final class Journal {

    private final Path file;

    public Journal(Path file) {
        this.file = file;
    }

    /** The parameters of the run that began and did not end; none when all that began has ended. */
    public Optional<Map<String, String>> unfinished() {
        return run().stream().findFirst().map(begin -> {
            var parameters = new TreeMap<String, String>();
            begin.subList(2, begin.size()).forEach(pair -> {
                var parts = pair.split("=", 2);
                parameters.put(parts[0], parts[1]);
            });
            return parameters;
        });
    }

    /** The step that the unfinished run was in. */
    public Optional<String> interruptedAt() {
        var lines = run();
        return lines.isEmpty() || !lines.getLast().get(1).equals("start")
                ? Optional.empty()
                : Optional.of(lines.getLast().get(2));
    }

    boolean isDone(String step) {
        return run().stream()
                .anyMatch(line -> line.get(1).equals("done") && line.get(2).equals(step));
    }

    void begin(Map<String, String> parameters) {
        var words = new ArrayList<>(List.of("begin"));
        parameters.forEach((name, value) -> words.add(name + "=" + value));
        append(words);
    }

    void start(String step) {
        append(List.of("start", step));
    }

    void done(String step) {
        append(List.of("done", step));
    }

    void end() {
        append(List.of("end"));
    }

    /** The lines of the run that has not ended, beginning with its {@code begin}. */
    private List<List<String>> run() {
        var run = new ArrayList<List<String>>();
        for (var line : lines()) {
            switch (line.get(1)) {
                case "begin" -> {
                    run.clear();
                    run.add(line);
                }
                case "end" -> run.clear();
                default -> run.add(line);
            }
        }
        return run;
    }

    private List<List<String>> lines() {
        try {
            return whole().lines()
                    .map(line -> List.of(line.split("\t")))
                    .filter(line -> line.size() > 1)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Without the line at the end that a death cut off. */
    private String whole() throws IOException {
        if (!Files.exists(file)) {
            return "";
        }
        var text = Files.readString(file);
        return text.substring(0, text.lastIndexOf('\n') + 1);
    }

    private void append(List<String> words) {
        var line = Instant.now() + "\t" + String.join("\t", words) + "\n";
        try {
            Files.createDirectories(file.getParent());
            try (var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                // Over what a death left of a line.
                channel.truncate(whole().getBytes(StandardCharsets.UTF_8).length);
                channel.position(channel.size());
                var bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
