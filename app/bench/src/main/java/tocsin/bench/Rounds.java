package tocsin.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Measures each side once, then each again, and so on: what the machine does meanwhile hits them all alike. A side that
 * fails or takes far too long does not keep the others from being measured.
 */
final class Rounds {

    /** What a row says instead of numbers. */
    static final String FAILED = "failed";

    private static final Duration GRACE = Duration.ofMinutes(6);

    private final List<Side> sides;
    private final int rounds;
    private final Path data;
    private final Duration grace;

    Rounds(List<Side> sides, int rounds, Path data) {
        this(sides, rounds, data, GRACE);
    }

    /** @param grace what a measurement may take beyond twice what is expected of it */
    Rounds(List<Side> sides, int rounds, Path data, Duration grace) {
        this.sides = sides;
        this.rounds = rounds;
        this.data = data;
        this.grace = grace;
    }

    Duration expected() {
        return expected(0);
    }

    private Duration expected(int done) {
        var all = Duration.ZERO;
        for (var i = done; i < rounds * sides.size(); i++) {
            all = all.plus(sides.get(i % sides.size()).expected());
        }
        return all;
    }

    /** What each side has measured, a row for each round. */
    Map<String, List<Map<String, Object>>> run() throws IOException, InterruptedException {
        var rows = new LinkedHashMap<String, List<Map<String, Object>>>();
        sides.forEach(side -> rows.put(side.name(), new ArrayList<>()));
        var done = 0;
        for (var round = 1; round <= rounds; round++) {
            for (var side : sides) {
                System.err.printf(
                        "bench: round %d of %d, %s; about %d min to go%n",
                        round,
                        rounds,
                        side.name(),
                        expected(done++).plusSeconds(59).toMinutes());
                rows.get(side.name()).add(measure(side, round));
            }
        }
        return rows;
    }

    private Map<String, Object> measure(Side side, int round) throws IOException, InterruptedException {
        var directory = data.resolve(side.name().replaceAll("[^a-z0-9-]+", "-") + "-" + round);
        Files.createDirectories(directory);
        var limit = side.expected().multipliedBy(2).plus(grace);
        var row = inTime(() -> side.measured().in(directory), limit);
        if (row.containsKey(FAILED)) {
            System.err.printf("bench: %s: %s, see %s%n", side.name(), row.get(FAILED), directory);
        } else {
            delete(directory);
        }
        return row;
    }

    private static Map<String, Object> inTime(Callable<Map<String, Object>> measured, Duration limit)
            throws InterruptedException {
        var thread = Executors.newSingleThreadExecutor();
        var running = thread.submit(measured);
        try {
            return running.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            return failed(String.valueOf(
                    e.getCause().getMessage() == null
                            ? e.getCause()
                            : e.getCause().getMessage()));
        } catch (TimeoutException e) {
            running.cancel(true);
            return failed("not done after " + limit.toSeconds() + " s");
        } finally {
            // What was interrupted ends its processes before the next side begins.
            thread.shutdown();
            thread.awaitTermination(2, TimeUnit.MINUTES);
        }
    }

    private static Map<String, Object> failed(String why) {
        return Map.of(FAILED, why);
    }

    private static void delete(Path directory) throws IOException {
        try (var all = Files.walk(directory)) {
            all.sorted(Comparator.reverseOrder()).forEach(path -> {
                try {
                    Files.deleteIfExists(path);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
