package tocsin.event;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tocsin.grouping.Reason;
import tocsin.sentry.SentryEvent;
import tocsin.sentry.SentryEvent.EventError;
import tocsin.sentry.SentryEvent.Tag;
import tocsin.sentry.SentryEvent.ThreadValue;

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
        List<Entry> user,
        List<Tag> tags,
        List<Section> contexts,
        List<Section> more,
        List<EventError> errors,
        int groupingVersion,
        List<Reason> reasons) {

    /** A thread, or the event's own stack when it has no exception. */
    public record ThreadView(String name, String state, boolean crashed, StackView stack) {}

    /** A table under a heading. */
    public record Section(String title, List<Entry> entries) {}

    public static EventView of(StoredEvent stored) {
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
                ExceptionView.of(event.exceptions()),
                threads(event),
                BreadcrumbView.of(event.breadcrumbs(), event.timestamp()),
                RequestView.of(event.request()),
                user(event.user()),
                event.tags(),
                contexts(event.contexts()),
                more(event),
                event.errors(),
                stored.payload().groupingVersion(),
                stored.payload().reasons());
    }

    static String message(SentryEvent event) {
        if (event.message() == null) {
            return "";
        }
        return event.message().formatted() != null
                ? event.message().formatted()
                : event.message().template();
    }

    private static List<ThreadView> threads(SentryEvent event) {
        var threads = new ArrayList<ThreadView>();
        if (event.stacktrace() != null) {
            threads.add(new ThreadView(
                    "Stack",
                    "",
                    false,
                    StackView.of(event.stacktrace(), event.exceptions().isEmpty())));
        }
        for (var thread : event.threads()) {
            if (thread.stacktrace() != null) {
                threads.add(new ThreadView(
                        name(thread),
                        thread.state() == null ? "" : thread.state(),
                        Boolean.TRUE.equals(thread.crashed()),
                        StackView.of(thread.stacktrace(), event.exceptions().isEmpty() && threads.isEmpty())));
            }
        }
        return threads;
    }

    private static String name(ThreadValue thread) {
        return thread.name() != null ? thread.name() : "Thread " + thread.id();
    }

    private static List<Entry> user(SentryEvent.User user) {
        if (user == null) {
            return List.of();
        }
        var entries = new ArrayList<Entry>();
        add(entries, "id", user.id());
        add(entries, "e-mail", user.email());
        add(entries, "user name", user.username());
        add(entries, "name", user.name());
        add(entries, "address", user.ipAddress());
        entries.addAll(Entry.of(user.geo()));
        entries.addAll(Entry.of(user.data()));
        return entries;
    }

    private static void add(List<Entry> entries, String name, String value) {
        if (value != null) {
            entries.add(Entry.of(name, value));
        }
    }

    private static List<Section> contexts(Map<String, JsonNode> contexts) {
        return contexts.entrySet().stream()
                .map(context -> new Section(context.getKey(), Entry.of(context.getValue())))
                .filter(section -> !section.entries.isEmpty())
                .toList();
    }

    private static List<Section> more(SentryEvent event) {
        var sections = new ArrayList<Section>();
        sections.add(new Section("Extra", Entry.of(event.extra())));
        sections.add(new Section(
                "Modules",
                event.modules().entrySet().stream()
                        .limit(500)
                        .map(module -> Entry.of(module.getKey(), module.getValue()))
                        .toList()));
        sections.removeIf(section -> section.entries.isEmpty());
        return sections;
    }
}
