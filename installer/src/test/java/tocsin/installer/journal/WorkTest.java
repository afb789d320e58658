package tocsin.installer.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tocsin.installer.report.Progress;
import tocsin.installer.report.Report;

class WorkTest {

    @TempDir
    Path directory;

    private final AtomicInteger file = new AtomicInteger();
    private Journal journal;
    private List<Step> steps;

    @BeforeEach
    void steps() {
        journal = new Journal(directory.resolve("install"));
        steps = List.of(
                new Step.Seen("write the file", () -> file.get() > 0, file::incrementAndGet),
                new Step.Told("let the service read it", () -> {}));
    }

    @Test
    void aRehearsalSaysWhatTheWorkThenDoes() {
        assertThat(rehearsed()).containsExactly("write the file", "let the service read it");
        assertThat(done()).containsExactly("write the file", "let the service read it");
    }

    @Test
    void whereNothingIsToBeDoneNobodyIsTold() {
        done();

        assertThat(rehearsed()).isEmpty();
        assertThat(done()).isEmpty();
    }

    @Test
    void afterAnInterruptionWhoWasNotToldYetIsTold() {
        journal.begin(Map.of());
        file.incrementAndGet();
        journal.done("write the file");

        assertThat(rehearsed()).containsExactly("let the service read it");
        assertThat(done()).containsExactly("let the service read it");
    }

    private List<String> rehearsed() {
        var report = new Report("install");
        new Work(journal, Progress.silent(), report).rehearse(steps);
        return report.changes();
    }

    private List<String> done() {
        var report = new Report("install");
        new Work(journal, Progress.silent(), report).carryOut(Map.of(), steps);
        return report.changes();
    }
}
