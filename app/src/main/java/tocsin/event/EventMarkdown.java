package tocsin.event;

import java.util.List;
import tocsin.web.Pair;
import tocsin.web.Reason;

/** An event as plain text that can be pasted into a chat or given to a program. */
public final class EventMarkdown {

    private final StringBuilder text = new StringBuilder();

    private EventMarkdown() {}

    /** {@code facts} stand first, under the title. */
    public static String of(String title, List<Pair> facts, EventView event) {
        var markdown = new EventMarkdown();
        markdown.text.append("# ").append(line(title)).append("\n\n");
        markdown.pairs(facts);
        if (event == null) {
            markdown.text.append("\nNo event of this issue is stored any more.\n");
            return markdown.text.toString();
        }
        markdown.event(event);
        return markdown.text.toString();
    }

    private void event(EventView event) {
        pairs(List.of(
                new Pair("Event", event.id()),
                new Pair("At", event.occurredAt().toString()),
                new Pair("Environment", event.environment()),
                new Pair("Release", event.release()),
                new Pair("SDK", event.sdk())));
        if (!event.message().isEmpty()) {
            head("Message");
            block(event.message().shown());
        }
        for (var exception : event.exceptions()) {
            head((exception.relation().isEmpty() ? "" : exception.relation() + ": ") + exception.type());
            block(exception.value().shown());
            stack(exception.stack());
        }
        for (var thread : event.threads()) {
            head(thread.name());
            stack(thread.stack());
        }
        if (!event.breadcrumbs().isEmpty()) {
            head("Breadcrumbs, latest first");
            event.breadcrumbs()
                    .forEach(breadcrumb -> item(breadcrumb.ago() + " " + breadcrumb.category() + " "
                            + breadcrumb.message().shown()));
        }
        if (event.request() != null) {
            head("Request");
            item(event.request().method() + " " + event.request().url());
            block(event.request().curl());
        }
        section("User", event.user());
        if (!event.tags().isEmpty()) {
            head("Tags");
            event.tags().forEach((key, value) -> item(key + ": " + value));
        }
        event.contexts().forEach(section -> section("Context " + section.title(), section.entries()));
        head("Why these events belong together");
        for (Reason reason : event.reasons()) {
            item((reason.contributes() ? "" : "(not counted) ") + reason.part() + ": " + reason.detail());
        }
    }

    private void stack(StackView stack) {
        if (stack.isEmpty()) {
            return;
        }
        var lines = new StringBuilder();
        for (var run : stack.runs()) {
            for (var frame : run.frames()) {
                lines.append(frame.own() ? "* " : "  ")
                        .append(frame.function())
                        .append("  ")
                        .append(frame.path())
                        .append(frame.times() > 1 ? "  (" + frame.times() + " times)" : "")
                        .append('\n');
                if (frame.own() && frame.failing() != null) {
                    lines.append("      > ").append(frame.failing().strip()).append('\n');
                }
            }
        }
        if (stack.left() > 0) {
            lines.append("  … ").append(stack.left()).append(" more\n");
        }
        text.append("Latest call first, own code marked *:\n\n");
        block(lines.toString());
    }

    private void section(String title, List<Pair> pairs) {
        if (!pairs.isEmpty()) {
            head(title);
            pairs(pairs);
        }
    }

    private void pairs(List<Pair> pairs) {
        pairs.stream().filter(pair -> !pair.value().isEmpty()).forEach(pair -> item(pair.name() + ": " + pair.value()));
    }

    private void head(String title) {
        text.append("\n## ").append(line(title)).append("\n\n");
    }

    private void item(String foreign) {
        text.append("- ").append(line(foreign)).append('\n');
    }

    /** Within a fence longer than any in it, so that foreign text stays text. */
    private void block(String foreign) {
        if (foreign.isBlank()) {
            return;
        }
        var fence = "```";
        while (foreign.contains(fence)) {
            fence += "`";
        }
        text.append(fence)
                .append('\n')
                .append(foreign.stripTrailing())
                .append('\n')
                .append(fence)
                .append("\n\n");
    }

    private static String line(String foreign) {
        return foreign.replaceAll("\\s+", " ").strip();
    }
}
