package tocsin.journey;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What came of each SDK's event, as a table for people. */
final class Report {

    /** One SDK's event and the issue it became. */
    record Line(Sdk sdk, Sdk.Sent sent, Tap.Request request, String title, String shortId, long millisUntilVisible) {

        private String row() {
            return "| %s | %s | %s | %s | %s | %s | %s | %s | %d |"
                    .formatted(
                            sdk.label,
                            sent.version(),
                            request.endpoint(),
                            request.encoding(),
                            request.authentication(),
                            sent.eventId(),
                            title,
                            shortId,
                            millisUntilVisible);
        }
    }

    private static final Path FILE = Path.of("target", "e2e-report.md");

    private final List<Line> lines = new ArrayList<>();

    void add(Line line) {
        lines.add(line);
    }

    void write(Tocsin.Address address) {
        var text = new StringBuilder("# Real SDKs against Tocsin ")
                .append(address.version())
                .append(System.getProperty("tocsin.executable", "").isBlank() ? " (JVM)" : " (native)")
                .append(
                        "\n\n| SDK | version | endpoint | encoding | key in | event | title | issue | ms until visible |\n")
                .append("|---|---|---|---|---|---|---|---|---|\n");
        lines.forEach(line -> text.append(line.row()).append('\n'));
        try {
            Files.writeString(FILE, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
