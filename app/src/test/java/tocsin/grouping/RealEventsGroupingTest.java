package tocsin.grouping;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tocsin.sentry.EventParser;
import tocsin.sentry.EventWriter;
import tocsin.sentry.RealEvents;
import tocsin.sentry.Received;
import tocsin.sentry.SentryEvent;

class RealEventsGroupingTest {

    private static final Received RECEIVED = Received.at(Instant.parse("2026-11-21T10:00:00Z"));

    // Run with -Dtocsin.regenerate=true after a change on purpose, and read the difference before committing it.
    private static final Path EXPECTED = Path.of("src/test/resources/grouping-corpus.txt");

    /** An event of a file and where it belongs. */
    private record Placed(String file, SentryEvent event, Grouped grouped) {

        static Placed of(RealEvents.Sample sample) {
            var event = EventParser.parse(sample.json(), RECEIVED);
            return new Placed(sample.name(), event, Grouping.of(event));
        }

        String key() {
            return HexFormat.of().formatHex(grouped.primary(), 0, 4);
        }

        String described() {
            var secondary = grouped.secondary() == null ? "-" : HexFormat.of().formatHex(grouped.secondary(), 0, 4);
            return "%s%n    %s%n    %s%n    %s %s%n"
                    .formatted(file, grouped.title(), grouped.culprit(), key(), secondary);
        }

        List<String> counted() {
            return grouped.reasons().stream()
                    .filter(Reason::contributes)
                    .map(reason -> reason.part() + ": " + reason.detail())
                    .toList();
        }
    }

    @Test
    void areGroupedAndNamedAsWritten() throws IOException {
        var placed = RealEvents.all().stream().map(Placed::of).toList();
        var found = new StringBuilder();
        placed.forEach(event -> found.append(event.described()));
        found.append("\n")
                .append(placed.stream().map(Placed::key).distinct().count())
                .append(" groups\n");
        found.append("\nTogether:\n");
        together(placed).forEach(files -> found.append("    ").append(files).append('\n'));
        found.append("\nAlike by title and apart:\n");
        apart(placed).forEach(line -> found.append("    ").append(line).append('\n'));

        if (Boolean.getBoolean("tocsin.regenerate")) {
            Files.writeString(EXPECTED, found);
        }

        assertThat(found).hasToString(Files.readString(EXPECTED));
    }

    private static List<String> together(List<Placed> placed) {
        return placed.stream()
                .collect(groupingBy(Placed::key, TreeMap::new, mapping(Placed::file, toList())))
                .values()
                .stream()
                .filter(files -> files.size() > 1)
                .map(files -> String.join(", ", files))
                .sorted()
                .toList();
    }

    /** Each with the next of its title, and the first thing that only one of the two has. */
    private static List<String> apart(List<Placed> placed) {
        var lines = new ArrayList<String>();
        var byTitle =
                placed.stream().collect(groupingBy(event -> event.grouped().title(), TreeMap::new, toList()));
        for (var alike : byTitle.values()) {
            for (var at = 1; at < alike.size(); at++) {
                var one = alike.get(at - 1);
                var other = alike.get(at);
                if (!one.key().equals(other.key())) {
                    lines.add("%s has [%s], %s has [%s]"
                            .formatted(one.file(), onlyIn(one, other), other.file(), onlyIn(other, one)));
                }
            }
        }
        return lines;
    }

    private static String onlyIn(Placed one, Placed other) {
        return one.counted().stream()
                .filter(reason -> !other.counted().contains(reason))
                .reduce((outer, inner) -> inner)
                .orElse("nothing that the other lacks");
    }

    @Test
    void areGroupedTheSameAfterTheyWereStored() {
        for (var sample : RealEvents.all()) {
            var event = EventParser.parse(sample.json(), RECEIVED);
            var stored = EventParser.parse(EventWriter.write(event), RECEIVED);

            assertThat(Grouping.of(stored)).usingRecursiveComparison().isEqualTo(Grouping.of(event));
        }
    }
}
