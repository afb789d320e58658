package tocsin.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TableTest {

    @Test
    void aLineForEachThingAndAColumnForEachSide() {
        var columns = new LinkedHashMap<String, Map<String, Object>>();
        columns.put("native", Map.of("processedPerSecond", 5012.4, "p99Millis", 31.25));
        columns.put("limit", Map.of("processedPerSecond", 48_000));

        var table = new Table(columns)
                .line("processed/s", "processedPerSecond", 0)
                .line("p99 ms", "p99Millis", 1)
                .line("lost", "lost", 0);

        assertThat(table).hasToString("""
                             native   limit
                processed/s   5,012  48,000
                p99 ms         31.3       -
                """);
    }

    @Test
    void whoFailedSaysWhyBelow() {
        var columns = new LinkedHashMap<String, Map<String, Object>>();
        columns.put("native", Map.of("rounds", 0, "failed", List.of("there is no executable")));

        assertThat(new Table(columns).line("rounds", "rounds", 0)).hasToString("""
                        native
                rounds       0
                native failed: [there is no executable]
                """);
    }
}
