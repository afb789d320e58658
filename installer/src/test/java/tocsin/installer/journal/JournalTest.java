package tocsin.installer.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

    @TempDir
    Path directory;

    private Path file;
    private Journal journal;

    @BeforeEach
    void journal() {
        file = directory.resolve("journal/install");
        journal = new Journal(file);
    }

    @Test
    void aRunThatHasNotEndedIsKnownWithWhatItWasTold() {
        journal.begin(Map.of("url", "https://a.example.org/?x=1", "parts", "proxy"));
        journal.start("make this");
        journal.done("make this");
        journal.start("make that");

        assertThat(journal.unfinished()).contains(Map.of("url", "https://a.example.org/?x=1", "parts", "proxy"));
        assertThat(journal.interruptedAt()).contains("make that");
        assertThat(journal.isDone("make this")).isTrue();
        assertThat(journal.isDone("make that")).isFalse();
    }

    @Test
    void whatAnEarlierRunDidIsNotDoneInTheNextOne() {
        journal.begin(Map.of());
        journal.done("make this");
        journal.end();

        assertThat(journal.unfinished()).isEmpty();

        journal.begin(Map.of());
        assertThat(journal.isDone("make this")).isFalse();
    }

    @Test
    void aLineThatWasCutOffIsNoneAndIsWrittenOver() throws IOException {
        journal.begin(Map.of());
        journal.done("make this");
        Files.writeString(file, "2026-01-01T00:00:00Z\tdone\tmake th", StandardOpenOption.APPEND);

        assertThat(journal.isDone("make th")).isFalse();

        journal.start("make that");
        assertThat(Files.readAllLines(file)).hasSize(3).last().asString().endsWith("start\tmake that");
    }
}
