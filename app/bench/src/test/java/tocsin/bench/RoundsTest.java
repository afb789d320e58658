package tocsin.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoundsTest {

    @TempDir
    Path data;

    @Test
    void eachSideIsMeasuredOnceBeforeOneIsMeasuredAgain() throws IOException, InterruptedException {
        var measured = new ArrayList<String>();

        var rows = new Rounds(List.of(side("a", measured), side("b", measured)), 3, data).run();

        assertThat(measured).containsExactly("a", "b", "a", "b", "a", "b");
        assertThat(rows).containsOnlyKeys("a", "b");
        assertThat(rows.get("b")).hasSize(3);
    }

    @Test
    void whatASideWritesIsGoneBeforeTheNextBegins() throws IOException, InterruptedException {
        var side = new Side("a", Duration.ZERO, directory -> {
            assertThat(data.toFile().list())
                    .containsExactly(directory.getFileName().toString());
            Files.writeString(Files.createDirectories(directory.resolve("deep")).resolve("file"), "");
            return Map.of();
        });

        new Rounds(List.of(side), 2, data).run();

        assertThat(data).isEmptyDirectory();
    }

    @Test
    void aSideThatFailsSaysWhyAndTheOthersGoOn() throws IOException, InterruptedException {
        var measured = new ArrayList<String>();
        var broken = new Side("broken", Duration.ZERO, directory -> {
            throw new IOException("there is none");
        });

        var rows = new Rounds(List.of(broken, side("b", measured)), 2, data).run();

        assertThat(rows.get("broken")).containsOnly(Map.of("failed", "there is none"));
        assertThat(measured).containsExactly("b", "b");
    }

    @Test
    void aSideThatDoesNotEndIsInterrupted() throws IOException, InterruptedException {
        var never = new CountDownLatch(1);
        var interrupted = new ArrayList<String>();
        var stuck = new Side("stuck", Duration.ZERO, directory -> {
            try {
                never.await();
                return Map.of();
            } catch (InterruptedException e) {
                interrupted.add("its processes are ended");
                throw e;
            }
        });

        var rows = new Rounds(List.of(stuck), 1, data, Duration.ofMillis(50)).run();

        assertThat(rows.get("stuck").getFirst().get("failed").toString()).startsWith("not done after");
        assertThat(interrupted).hasSize(1);
    }

    @Test
    void allRoundsTogetherAreExpectedToTakeTheSumOfTheirParts() {
        var measured = new ArrayList<String>();
        var long1 = new Side("long", Duration.ofSeconds(50), side("a", measured).measured());
        var short1 =
                new Side("short", Duration.ofSeconds(10), side("b", measured).measured());

        assertThat(new Rounds(List.of(long1, short1), 3, data).expected()).isEqualTo(Duration.ofMinutes(3));
        assertThat(new Rounds(List.of(), 3, data).expected()).isZero();
    }

    private static Side side(String name, List<String> measured) {
        return new Side(name, Duration.ofSeconds(1), directory -> {
            measured.add(name);
            return Map.of("number", measured.size());
        });
    }
}
