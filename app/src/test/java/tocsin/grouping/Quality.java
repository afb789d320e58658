package tocsin.grouping;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import tocsin.sentry.SentryEvent;

/**
 * How well a way of grouping finds out which events are the same bug.
 *
 * @param pairs over all pairs of events, where one large group weighs much
 * @param events over all events, each with its own group and bug (B-cubed), where each event weighs the same
 */
record Quality(String name, Score pairs, Score events, int groups) {

    /** A way of grouping: the keys of an event, the strongest first; any of them finds its group. */
    interface Keyed {

        String name();

        List<String> keys(SentryEvent event);
    }

    /**
     * @param precision of what it puts together, how much is the same bug
     * @param recall of what is the same bug, how much it puts together
     */
    record Score(double precision, double recall) {

        double balanced() {
            return 2 * precision * recall / (precision + recall);
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%.3f | %.3f | %.3f", precision, recall, balanced());
        }
    }

    String row() {
        return "| " + name + " | " + pairs + " | " + events + " | " + groups + " |";
    }

    static Quality of(Keyed mechanism, List<LabelledEvents.Labelled> events) {
        var groups = groups(mechanism, events);
        var both = new HashMap<List<Object>, Long>();
        var byGroup = new HashMap<Integer, Long>();
        var byBug = new HashMap<String, Long>();
        for (var at = 0; at < events.size(); at++) {
            both.merge(List.of(groups.get(at), events.get(at).bug()), 1L, Long::sum);
            byGroup.merge(groups.get(at), 1L, Long::sum);
            byBug.merge(events.get(at).bug(), 1L, Long::sum);
        }
        var right = pairs(both);
        var pure = 0.0;
        var whole = 0.0;
        for (var cell : both.entrySet()) {
            var size = (double) cell.getValue() * cell.getValue();
            pure += size / byGroup.get(cell.getKey().getFirst());
            whole += size / byBug.get(cell.getKey().getLast());
        }
        return new Quality(
                mechanism.name(),
                new Score(right / pairs(byGroup), right / pairs(byBug)),
                new Score(pure / events.size(), whole / events.size()),
                byGroup.size());
    }

    private static double pairs(Map<?, Long> sizes) {
        return sizes.values().stream().mapToLong(size -> size * (size - 1) / 2).sum();
    }

    /** The group of each event in the order in which they come, as a server finds it. */
    static List<Integer> groups(Keyed mechanism, List<LabelledEvents.Labelled> events) {
        var known = new HashMap<String, Integer>();
        var groups = new ArrayList<Integer>();
        for (var event : events) {
            var keys = mechanism.keys(event.event());
            var found = keys.stream().filter(known::containsKey).map(known::get).findFirst();
            var group = found.orElse(groups.size());
            keys.forEach(key -> known.putIfAbsent(key, group));
            groups.add(group);
        }
        return groups;
    }

    static Keyed ours() {
        return keyed("Tocsin", event -> Grouping.of(event).keys().stream()
                .map(HexFormat.of()::formatHex)
                .toList());
    }

    /** Type and message of the last exception, without what varies in it; of a made-up one, the function that crashed. */
    static Keyed bugsink() {
        return keyed("Bugsink 2.5", event -> {
            if (event.exceptions().isEmpty()) {
                return List.of("Log Message: " + parametrised(message(event)));
            }
            var last = event.exceptions().getLast();
            if (StackEvidence.isSynthetic(last)) {
                return List.of(crash(event, SentryEvent.Frame::function));
            }
            return List.of(last.type() + ": " + parametrised(firstLine(last.value())));
        });
    }

    /** Title, and transaction or else the place that crashed. */
    static Keyed glitchtip() {
        return keyed("GlitchTip 6", event -> {
            var place = event.transaction() == null ? crash(event, Quality::place) : event.transaction();
            if (event.exceptions().isEmpty()) {
                return List.of(firstLine(message(event)) + "/" + place);
            }
            var last = event.exceptions().getLast();
            return List.of(last.type() + ": " + Texts.cut(firstLine(last.value()), 200) + "/" + place);
        });
    }

    private static String place(SentryEvent.Frame frame) {
        var file = frame.module() == null ? frame.filename() : frame.module();
        return file + " in " + frame.function();
    }

    private static Keyed keyed(String name, Function<SentryEvent, List<String>> keys) {
        return new Keyed() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public List<String> keys(SentryEvent event) {
                return keys.apply(event);
            }
        };
    }

    private static final Pattern VARIES = Pattern.compile("[\\w.+-]+@[\\w-]+\\.[\\w.]+"
            + "|\\b(?:https?|ftp|wss?)://\\S+"
            + "|\\b[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}\\b"
            + "|\\b\\d{4}-\\d\\d-\\d\\d(?:[T ]\\d\\d:\\d\\d(?::\\d\\d(?:\\.\\d+)?)?Z?)?"
            + "|\\b\\d{1,3}(?:\\.\\d{1,3}){3}\\b"
            + "|\\b(?:[a-z0-9-]+\\.){2,}[a-z]{2,}\\b"
            + "|\\b0x[0-9a-fA-F]+\\b|\\b(?=[a-f]*\\d)[0-9a-f]{8,}\\b"
            + "|'[^']*'|\"[^\"]*\""
            + "|\\b\\d+(?:\\.\\d+)?(?:ms|s|m|h)?\\b"
            + "|\\b(?:true|false|True|False)\\b");

    private static String parametrised(String text) {
        return VARIES.matcher(text).replaceAll("<>");
    }

    private static String message(SentryEvent event) {
        var message = event.message();
        return message == null ? "" : message.template() == null ? message.formatted() : message.template();
    }

    private static String firstLine(String text) {
        return text == null ? "" : text.lines().findFirst().orElse("");
    }

    /** Of the last stack the innermost frame that is marked as own, else the innermost. */
    private static String crash(SentryEvent event, Function<SentryEvent.Frame, String> part) {
        for (var exception : event.exceptions().reversed()) {
            if (exception.stacktrace() != null
                    && !exception.stacktrace().frames().isEmpty()) {
                var frames = exception.stacktrace().frames().reversed();
                var crash = frames.stream()
                        .filter(frame -> Boolean.TRUE.equals(frame.inApp()))
                        .findFirst()
                        .orElse(frames.getFirst());
                return String.valueOf(part.apply(crash));
            }
        }
        return "";
    }
}
