package tocsin.grouping;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import tocsin.grouping.LabelledEvents.Labelled;

/** How well events are grouped, for people to read. */
final class QualityTable {

    private final List<Quality.Keyed> mechanisms;
    private final List<Labelled> events;
    private final List<List<Integer>> groups;

    QualityTable(List<Quality.Keyed> mechanisms, List<Labelled> events) {
        this.mechanisms = mechanisms;
        this.events = events;
        groups = mechanisms.stream()
                .map(mechanism -> Quality.groups(mechanism, events))
                .toList();
    }

    String text(List<Quality> all, List<Quality> told) {
        var text = new StringBuilder("""
                # How well events are grouped

                Made by `GroupingQualityTest`, which fails when ours gets worse. %d events of %d bugs: %d that real SDKs sent
                (`app/src/test/resources/events`), labelled by hand; many of them again as the same bug comes again; and beside
                them other bugs that look like them. The others' keys are our own reading of how they are made, not their code.
                What their messages say of orders, how they come again and which bugs look alike are ours; each kind weighs the same,
                however often it comes in real life: read the two tables at the end before the sums.

                Precision: of what is put together, how much is the same bug. Recall: of what is the same bug, how much is put
                together. Over all pairs of events, where one large group weighs much; and over all events, each of which weighs
                the same (B-cubed).

                """.formatted(events.size(), bugs(), real()));
        sums(text, "all bugs", all);
        text.append("""

                Without those that differ from another one in nothing but what they say and the line of the same function:

                """);
        sums(text, "bugs that differ in more", told);
        text.append("""

                Where there is a stack, Tocsin does not look at what an exception says: words may be data, and one bug whose
                message begins with a customer's name would be as many issues as there are customers. So two complaints of one
                type out of one function are one issue, unless the SDK sends the lines of the source (those for Python, PHP,
                Ruby and Node do), of which the one that failed counts. GlitchTip has the whole message in its key and seldom
                puts different bugs together, and opens an issue for each number in a message instead. A project whose wrapper
                throws everything from one place adds the message by a rule: `type:ApiError -> {{ default }} {{ value }}`.

                What splits a bug of ours: an edit of the very line that fails, another way through the application's own code
                to the same place, and, where nothing but libraries is on a stack of fewer than eight calls, another release of
                the runtime around them. Minified and obfuscated names split too, as no build calls a function like the last.

                How many of the events that came again are with the one that came first, by how they differ from it:

                """);
        head(text);
        again().forEach((how, counts) -> row(text, how, counts));
        text.append("""

                How many of the events are apart from the bug that theirs looks like; of the real ones, from all others:

                """);
        head(text);
        apart().forEach((kind, counts) -> row(text, kind, counts));
        return text.toString();
    }

    private long bugs() {
        return events.stream().map(Labelled::bug).distinct().count();
    }

    private long real() {
        return events.stream().filter(QualityTable::isReal).count();
    }

    private static boolean isReal(Labelled event) {
        return event.kind().equals("real") && event.how().equals(LabelledEvents.AS_SENT);
    }

    private static void sums(StringBuilder text, String of, List<Quality> measured) {
        text.append("| ").append(of).append("""
                 | precision (pairs) | recall | both (F1) | precision (events) | recall | both (F1) | groups |
                |---|---|---|---|---|---|---|---|
                """);
        measured.forEach(quality -> text.append(quality.row()).append('\n'));
    }

    private void head(StringBuilder text) {
        text.append("|");
        mechanisms.forEach(mechanism -> text.append(" | ").append(mechanism.name()));
        text.append(" |\n|---").append("|---".repeat(mechanisms.size())).append("|\n");
    }

    private static void row(StringBuilder text, String name, Counts counts) {
        text.append("| ").append(name);
        for (var right : counts.right) {
            text.append(" | %d of %d".formatted(right, counts.all));
        }
        text.append(" |\n");
    }

    /** Of how many events each mechanism was right about how many. */
    private static final class Counts {

        private final int[] right;
        private int all;

        Counts(int mechanisms) {
            right = new int[mechanisms];
        }

        void add(int mechanism, boolean isRight) {
            right[mechanism] += isRight ? 1 : 0;
            all += mechanism == 0 ? 1 : 0;
        }
    }

    private Map<String, Counts> again() {
        var again = new LinkedHashMap<String, Counts>();
        for (var number = 0; number < mechanisms.size(); number++) {
            var first = new HashMap<String, Integer>();
            for (var at = 0; at < events.size(); at++) {
                var event = events.get(at);
                var group = groups.get(number).get(at);
                var known = first.putIfAbsent(event.bug(), group);
                if (known != null) {
                    again.computeIfAbsent(event.how(), how -> new Counts(mechanisms.size()))
                            .add(number, known.equals(group));
                }
            }
        }
        return again;
    }

    private Map<String, Counts> apart() {
        var apart = new LinkedHashMap<String, Counts>();
        for (var number = 0; number < mechanisms.size(); number++) {
            var found = groups.get(number);
            var first = new HashMap<String, Integer>();
            for (var at = 0; at < events.size(); at++) {
                first.putIfAbsent(events.get(at).bug(), found.get(at));
            }
            var sharing = IntStream.range(0, events.size())
                    .filter(at -> isReal(events.get(at)))
                    .boxed()
                    .collect(groupingBy(found::get, mapping(at -> events.get(at).bug(), toSet())));
            for (var at = 0; at < events.size(); at++) {
                var event = events.get(at);
                var isNeighbour = !event.bug().equals(event.like());
                if (isNeighbour || isReal(event)) {
                    apart.computeIfAbsent(event.kind(), kind -> new Counts(mechanisms.size()))
                            .add(
                                    number,
                                    isNeighbour
                                            ? !first.get(event.like()).equals(found.get(at))
                                            : sharing.get(found.get(at)).size() == 1);
                }
            }
        }
        return apart;
    }
}
