package tocsin.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import tocsin.sentry.SentryEvent;
import tocsin.sentry.SentryEvent.EventError;
import tocsin.sentry.SentryEvent.ThreadValue;
import tocsin.web.Pair;
import tocsin.web.Reason;
import tocsin.web.Words;

/** An event as its page shows it. {@code request} is null when there was none; everything else is never null. */
public record EventView(
        String id,
        Instant occurredAt,
        Instant receivedAt,
        String level,
        String platform,
        String environment,
        String release,
        String sdk,
        LongText message,
        List<ExceptionView> exceptions,
        List<ThreadView> threads,
        List<BreadcrumbView> breadcrumbs,
        RequestView request,
        List<Pair> user,
        Map<String, String> tags,
        List<Section> contexts,
        List<Section> more,
        List<EventError> errors,
        List<Remark> remarks,
        int groupingVersion,
        List<Reason> reasons) {

    /** A thread, or the event's own stack when it has no exception. */
    public record ThreadView(String name, String state, boolean crashed, StackView stack) {}

    /** A table under a heading. */
    public record Section(String title, List<Pair> entries) {

        /** How many there are, in words. */
        public String size() {
            return Words.of(entries.size(), "value", "values");
        }
    }

    /** Enough of the id to tell it from others by eye. */
    public String shortId() {
        return id.substring(0, 8);
    }

    /** What the breadcrumbs can be narrowed to. */
    public List<BreadcrumbKind> breadcrumbKinds() {
        return BreadcrumbKind.of(breadcrumbs);
    }

    /** What they can be narrowed to besides, whichever kind is chosen. */
    public List<BreadcrumbKind> breadcrumbLevels() {
        return BreadcrumbKind.grave(breadcrumbs);
    }

    /** In how many places the event is not as it was sent, in words. */
    public String remarkCount() {
        return Words.of(remarks.size(), "place", "places");
    }

    /** What the crash itself is called at the end of its breadcrumbs. */
    public String crash() {
        return exceptions.isEmpty() ? message.start() : exceptions.getFirst().type();
    }

    /** All exceptions as plain text. */
    public String rawStack() {
        return exceptions.stream().map(ExceptionView::text).collect(Collectors.joining("\n"));
    }

    /** Whether the SDK says that nobody caught it. */
    public boolean unhandled() {
        return exceptions.stream().anyMatch(ExceptionView::unhandled);
    }

    public static EventView of(StoredEvent stored, Arrangement arrangement) {
        var event = stored.event();
        return new EventView(
                stored.head().hex(),
                stored.head().occurredAt(),
                stored.head().receivedAt(),
                event.level().name().toLowerCase(Locale.ROOT),
                event.platform(),
                event.environment(),
                event.release() == null ? "" : event.release(),
                event.sdk() == null || event.sdk().name() == null
                        ? ""
                        : event.sdk().name()
                                + (event.sdk().version() == null
                                        ? ""
                                        : " " + event.sdk().version()),
                LongText.of(message(event)),
                ExceptionView.of(event.exceptions(), event.platform(), arrangement),
                threads(event, arrangement),
                BreadcrumbView.of(event.breadcrumbs(), event.timestamp()),
                RequestView.of(event.request()),
                user(event.user()),
                EventAnswer.tags(event),
                contexts(event.contexts()),
                more(event),
                event.errors(),
                Remark.of(event.meta()),
                stored.payload().groupingVersion(),
                stored.payload().reasons().stream()
                        .map(reason -> new Reason(reason.part(), reason.detail(), reason.contributes()))
                        .toList());
    }

    static String message(SentryEvent event) {
        if (event.message() == null) {
            return "";
        }
        return event.message().formatted() != null
                ? event.message().formatted()
                : event.message().template();
    }

    private static List<ThreadView> threads(SentryEvent event, Arrangement arrangement) {
        var threads = new ArrayList<ThreadView>();
        if (event.stacktrace() != null) {
            threads.add(new ThreadView(
                    "Stack",
                    "",
                    false,
                    StackView.of(
                            event.stacktrace(),
                            event.platform(),
                            event.exceptions().isEmpty(),
                            arrangement)));
        }
        for (var thread : event.threads()) {
            if (thread.stacktrace() != null) {
                threads.add(new ThreadView(
                        name(thread),
                        thread.state() == null ? "" : thread.state(),
                        Boolean.TRUE.equals(thread.crashed()),
                        StackView.of(
                                thread.stacktrace(),
                                event.platform(),
                                event.exceptions().isEmpty() && threads.isEmpty(),
                                arrangement)));
            }
        }
        return threads;
    }

    private static String name(ThreadValue thread) {
        return thread.name() != null ? thread.name() : "Thread " + thread.id();
    }

    private static List<Pair> user(SentryEvent.User user) {
        if (user == null) {
            return List.of();
        }
        var entries = new ArrayList<Pair>();
        add(entries, "id", user.id());
        add(entries, "e-mail", user.email());
        add(entries, "user name", user.username());
        add(entries, "name", user.name());
        add(entries, "address", user.ipAddress());
        entries.addAll(PairTable.of(user.geo()));
        entries.addAll(PairTable.of(user.data()));
        return told(entries);
    }

    private static void add(List<Pair> entries, String name, String value) {
        if (value != null) {
            entries.add(PairTable.of(name, value));
        }
    }

    /** Here, other than among variables, an empty value says nothing. */
    private static List<Pair> told(List<Pair> pairs) {
        return pairs.stream().filter(pair -> !pair.value().isBlank()).toList();
    }

    private static List<Section> contexts(Map<String, JsonNode> contexts) {
        return contexts.entrySet().stream()
                .map(context -> new Section(context.getKey(), told(PairTable.of(context.getValue()))))
                .filter(section -> !section.entries.isEmpty())
                .toList();
    }

    private static List<Section> more(SentryEvent event) {
        var sections = new ArrayList<Section>();
        sections.add(new Section("Extra", PairTable.of(event.extra())));
        sections.add(new Section(
                "Modules",
                event.modules().entrySet().stream()
                        .limit(500)
                        .map(module -> PairTable.of(module.getKey(), module.getValue()))
                        .toList()));
        sections.add(new Section("Loaded modules", LoadedModules.of(event.debugMeta())));
        sections.removeIf(section -> section.entries.isEmpty());
        return sections;
    }
}
