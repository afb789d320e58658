package tocsin.issue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tocsin.sentry.SentryEvent.Level;
import tocsin.sentry.SentryEvent.Tag;
import tocsin.web.Place;

/** A filter of the list's top line: what is chosen, and where the other choices lead. {@code on} when it narrows. */
public record Chip(String label, String value, boolean on, List<Place> choices) {

    static List<Chip> of(ListAddress address, List<String> environments) {
        return List.of(
                status(address), level(address), environment(address, environments), sort(address), trend(address));
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

    private static Chip environment(ListAddress address, List<String> environments) {
        var asked = address.query().tag("environment").orElse(null);
        var known = new ArrayList<>(environments);
        if (asked != null && !known.contains(asked)) {
            known.add(asked);
        }
        var choices = new ArrayList<Place>();
        choices.add(new Place("All", address.to(address.query().without("environment")), asked == null));
        for (var environment : known) {
            choices.add(new Place(
                    environment,
                    address.to(address.query().with(new Tag("environment", environment))),
                    environment.equals(asked)));
        }
        return chip("Environment", asked != null, choices);
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
                Arrays.stream(Sparkline.Span.values())
                        .map(span -> new Place(span.word, address.to(span), span == address.span()))
                        .toList());
    }

    private static Chip chip(String label, boolean on, List<Place> choices) {
        var value = choices.stream()
                .filter(Place::here)
                .map(Place::label)
                .findFirst()
                .orElse("All");
        return new Chip(label, value, on, choices);
    }

    static String label(Issue.Status status) {
        return switch (status) {
            case UNRESOLVED -> "Unresolved";
            case RESOLVED -> "Resolved";
            case MUTED -> "Muted";
        };
    }
}
