package tocsin.issue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import tocsin.sentry.SentryEvent.Level;
import tocsin.sentry.SentryEvent.Tag;
import tocsin.web.Place;

/**
 * A filter above the list: what is chosen, and where the other choices lead. {@code on} when it narrows.
 *
 * @param clear where the list is without it, null when it does not narrow
 */
public record Chip(String label, String value, boolean on, List<Place> choices, String clear) {

    private static final Set<String> ALWAYS = Set.of("environment", "release");

    /** What narrows the list; a tag that somebody asked for is there as long as it is asked for. */
    static List<Chip> filters(ListAddress address, List<String> environments, List<String> releases) {
        var chips = new ArrayList<>(List.of(
                status(address),
                level(address),
                tag(address, "Environment", "environment", environments),
                tag(address, "Release", "release", releases)));
        address.query().tags().stream()
                .filter(tag -> !ALWAYS.contains(tag.key()))
                .map(tag -> tag(address, tag.key(), tag.key(), List.of()))
                .forEach(chips::add);
        return chips;
    }

    /** How the list is shown. */
    static List<Chip> views(ListAddress address) {
        return List.of(sort(address), trend(address));
    }

    private static Chip status(ListAddress address) {
        var asked = address.query().status();
        var choices = new ArrayList<Place>();
        for (var status : Issue.Status.values()) {
            choices.add(new Place(label(status), address.to(address.query().with(status)), status == asked));
        }
        choices.add(new Place("All", address.to(address.query().with((Issue.Status) null)), asked == null));
        return chip("Status", asked != null, choices);
    }

    private static Chip level(ListAddress address) {
        var asked = address.query().level();
        var choices = new ArrayList<Place>();
        choices.add(new Place("All", address.to(address.query().with((Level) null)), asked == null));
        for (var level : Arrays.asList(Level.values()).reversed()) {
            choices.add(
                    new Place(IssueQuery.word(level), address.to(address.query().with(level)), level == asked));
        }
        return chip("Level", asked != null, choices);
    }

    private static Chip tag(ListAddress address, String label, String key, List<String> values) {
        var asked = address.query().tag(key).orElse(null);
        var known = new ArrayList<>(values);
        if (asked != null && !known.contains(asked)) {
            known.addFirst(asked);
        }
        var choices = new ArrayList<Place>();
        choices.add(new Place("All", address.to(address.query().without(key)), asked == null));
        for (var value : known) {
            choices.add(new Place(value, address.to(address.query().with(new Tag(key, value))), value.equals(asked)));
        }
        return chip(label, asked != null, choices);
    }

    private static Chip sort(ListAddress address) {
        return chip(
                "Sort",
                false,
                Arrays.stream(IssueSort.values())
                        .map(sort -> new Place(sort.label, address.to(sort), sort == address.sort()))
                        .toList());
    }

    private static Chip trend(ListAddress address) {
        return chip(
                "Trend",
                false,
                Sparkline.Span.OFFERED.stream()
                        .map(span -> new Place(span.word, address.to(span), span == address.span()))
                        .toList());
    }

    private static Chip chip(String label, boolean on, List<Place> choices) {
        var value = choices.stream()
                .filter(Place::here)
                .map(Place::label)
                .findFirst()
                .orElse("All");
        var clear = choices.stream()
                .filter(choice -> on && choice.label().equals("All"))
                .map(Place::href)
                .findFirst();
        return new Chip(label, value, on, choices, clear.orElse(null));
    }

    static String label(Issue.Status status) {
        return switch (status) {
            case UNRESOLVED -> "Unresolved";
            case RESOLVED -> "Resolved";
            case MUTED -> "Muted";
        };
    }
}
