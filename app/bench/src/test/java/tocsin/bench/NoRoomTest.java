package tocsin.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NoRoomTest {

    private static final Target TARGET = Target.of(1, 1, "key");

    @TempDir
    Path spool;

    @Test
    void sendersAreToldToComeBackAndNothingIsWritten() {
        assertThat(broken(new NoRoom(Map.of(200, 3L, 429, 50L), 700, 700))).isEmpty();
        assertThat(broken(new NoRoom(Map.of(429, 50L), 700, 400))).isEmpty();
    }

    @Test
    void anyOtherAnswerIsABrokenPromise() {
        assertThat(broken(new NoRoom(Map.of(429, 50L, 503, 1L), 700, 700)))
                .containsExactly("full: nobody is told anything else");
        assertThat(broken(new NoRoom(Map.of(429, 50L, 0, 1L), 700, 700)))
                .containsExactly("full: nobody is told anything else");
        assertThat(broken(new NoRoom(Map.of(200, 50L), 700, 700)))
                .containsExactly("full: senders are told to come back");
        assertThat(broken(new NoRoom(Map.of(), 700, 700))).containsExactly("full: senders are told to come back");
    }

    @Test
    void whereTheDatabaseIsAwayTooNothingIsTaken() {
        var report = new Report();

        new NoRoom(Map.of(200, 3L, 429, 50L), 700, 700).promiseNothing("full", report);

        assertThat(report.row().get(Report.BROKEN)).isEqualTo(List.of("full: no event is taken"));
    }

    @Test
    void whatGoesIntoTheSpoolMeanwhileIsSeen() throws IOException, InterruptedException {
        var ledger = new Ledger();
        ledger.answered(TARGET, UUID.randomUUID(), 200);
        write("before", 100);

        var room = NoRoom.during(
                () -> {
                    ledger.answered(TARGET, UUID.randomUUID(), 429);
                    write("deep/meanwhile", 1);
                },
                ledger,
                spool);

        assertThat(room).isEqualTo(new NoRoom(Map.of(429, 1L), 100, 101));
        assertThat(broken(room)).containsExactly("full: not a byte goes into the spool");
    }

    @Test
    void aSpoolThatIsNotThereIsEmpty() throws IOException {
        assertThat(NoRoom.bytes(spool.resolve("none"))).isZero();
    }

    private void write(String name, int bytes) {
        try {
            var file = spool.resolve(name);
            Files.createDirectories(file.getParent());
            Files.write(file, new byte[bytes]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static List<String> broken(NoRoom room) {
        var report = new Report();
        room.promise("full", report);
        return (List<String>) report.row().get(Report.BROKEN);
    }
}
