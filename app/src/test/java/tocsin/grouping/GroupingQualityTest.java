package tocsin.grouping;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import tocsin.grouping.LabelledEvents.Labelled;

/** Which events are one bug, found by our keys and, on the same events, by those of others. */
class GroupingQualityTest {

    // Run with -Dtocsin.regenerate=true after a change on purpose, and read the difference before committing it.
    private static final Path TABLE = Path.of("doc/grouping-quality.md");

    private static final String UNSEEN = "another complaint";

    private static final List<Quality.Keyed> MECHANISMS =
            List.of(Quality.ours(), Quality.bugsink(), Quality.glitchtip());

    private final List<Labelled> events = LabelledEvents.of(MECHANISMS);
    private final List<Quality> all = measured(events);
    private final List<Quality> told = measured(
            events.stream().filter(event -> !event.kind().equals(UNSEEN)).toList());

    private static List<Quality> measured(List<Labelled> events) {
        return MECHANISMS.stream()
                .map(mechanism -> Quality.of(mechanism, events))
                .toList();
    }

    @Test
    void theTableSaysWhatIsMeasured() throws IOException {
        var table = new QualityTable(MECHANISMS, events).text(all, told);
        if (Boolean.getBoolean("tocsin.regenerate")) {
            Files.writeString(TABLE, table);
        }

        assertThat(table).isEqualTo(Files.readString(TABLE));
    }

    @Test
    void sameBugsComeTogetherAndDifferentOnesStayApart() {
        var ours = all.getFirst();

        assertThat(events).hasSizeGreaterThan(1000);
        assertThat(ours.pairs().precision()).isGreaterThan(0.70);
        assertThat(ours.pairs().recall()).isGreaterThan(0.82);
        assertThat(ours.events().precision()).isGreaterThan(0.84);
        assertThat(ours.events().recall()).isGreaterThan(0.86);
    }

    @Test
    void oursIsAtLeastAsGoodAsBugsinksInAllAndAsGlitchTipsInBothTogether() {
        assertAtLeastAsGood(all.get(0).pairs(), all.get(1).pairs());
        assertAtLeastAsGood(all.get(0).events(), all.get(1).events());
        for (var score : List.of(
                List.of(all.get(0).pairs(), all.get(2).pairs()),
                List.of(all.get(0).events(), all.get(2).events()))) {
            assertThat(score.getFirst().recall()).isGreaterThan(score.getLast().recall());
            assertThat(score.getFirst().balanced())
                    .isGreaterThan(score.getLast().balanced());
        }
    }

    /** What tells those apart are the words alone, which we do not look at where there is a stack: they may be data. */
    @Test
    void oursIsAtLeastAsGoodAsAnyOtherWhereBugsDifferInMoreThanTheirWords() {
        assertThat(told.getFirst().pairs().precision()).isGreaterThan(0.99);
        for (var other : told.subList(1, told.size())) {
            assertAtLeastAsGood(told.getFirst().pairs(), other.pairs());
            assertAtLeastAsGood(told.getFirst().events(), other.events());
        }
    }

    private static void assertAtLeastAsGood(Quality.Score ours, Quality.Score theirs) {
        assertThat(ours.precision()).isGreaterThanOrEqualTo(theirs.precision());
        assertThat(ours.recall()).isGreaterThanOrEqualTo(theirs.recall());
    }
}
