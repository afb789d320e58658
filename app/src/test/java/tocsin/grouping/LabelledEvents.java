package tocsin.grouping;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tocsin.sentry.RealEvents;
import tocsin.sentry.SentryEvent;

/**
 * Events of which is known which of them are the same bug: those that real SDKs sent, labelled by hand; of many of them
 * how they may come again; and beside those other bugs that look like them.
 */
final class LabelledEvents {

    static final String AS_SENT = "as it was sent";

    /** Real events that a developer who read both would close with one change. */
    private static final Map<String, String> SAME = Map.ofEntries(
            Map.entry("bugsink/130.json", "bugsink/111.json"),
            // One line that logs, before and after its parameters got names
            Map.entry("bugsink/user-id-as-int.json", "bugsink/logmessage-w-params.json"),
            Map.entry("sentry/javascript-xbrowser-http-chrome.json", "sentry/javascript-xbrowser-firefox.json"),
            Map.entry("sentry/javascript-xbrowser-http-edge.json", "sentry/javascript-xbrowser-firefox.json"),
            Map.entry("sentry/javascript-xbrowser-safari.json", "sentry/javascript-xbrowser-firefox.json"),
            // One call, two models of a graphics card
            Map.entry("sentry/macos-intel-driver.json", "sentry/group_319_event_321.json"),
            // A browser of 32 bits where 64 were asked for, in two builds with other made-up names
            Map.entry("sentry/mobile1-xbb.json", "sentry/mobile1-xaz.json"),
            Map.entry("sentry/mobile1-xlu.json", "sentry/mobile1-xkk.json"));

    // Like cfrelease.json in all but one call; from outside nobody can tell whether that is one bug.
    private static final Set<String> LEFT_OUT = Set.of("sentry/swift-dealloc.json");

    private LabelledEvents() {}

    /**
     * An event, the bug that it is, and how it came to differ from the first of that bug.
     *
     * @param like the bug that this one was made from; the same when it was not
     * @param kind of likeness to that
     */
    record Labelled(String bug, String like, String kind, String how, SentryEvent event) {}

    /** The same every time. */
    static List<Labelled> of(List<Quality.Keyed> mechanisms) {
        var labelled = new ArrayList<Labelled>();
        var varied = varied(mechanisms);
        for (var sample : RealEvents.all()) {
            var name = sample.name();
            if (LEFT_OUT.contains(name)) {
                continue;
            }
            var bug = SAME.getOrDefault(name, name);
            var json = Recurrence.first(EventJson.read(sample.json()));
            labelled.add(new Labelled(bug, bug, "real", AS_SENT, EventJson.parse(json)));
            if (!varied.contains(name)) {
                continue;
            }
            again(bug, bug, "real", json, labelled);
            OtherBug.of(json, varied.indexOf(name)).forEach((kind, other) -> {
                var otherBug = bug + ", " + kind;
                labelled.add(new Labelled(otherBug, bug, kind, AS_SENT, EventJson.parse(other)));
                again(otherBug, bug, kind, other, labelled);
            });
        }
        logged(labelled);
        return labelled;
    }

    private static void again(String bug, String like, String kind, ObjectNode json, List<Labelled> into) {
        Recurrence.of(json).forEach((how, once) -> into.add(new Labelled(bug, like, kind, how, EventJson.parse(once))));
    }

    /**
     * The events that are to come again: with an exception and a stack, and with no key, of whatever mechanism, that one
     * before had. Else one confusion of two real events would be multiplied by all the ways in which they come again.
     */
    private static List<String> varied(List<Quality.Keyed> mechanisms) {
        var chosen = new ArrayList<String>();
        var taken = new HashSet<String>();
        for (var sample : RealEvents.all()) {
            var json = EventJson.read(sample.json());
            if (EventJson.last(json) == null || EventJson.frames(json).isEmpty() || SAME.containsKey(sample.name())) {
                continue;
            }
            var event = EventJson.parse(json);
            var keys = new ArrayList<String>();
            for (var mechanism : mechanisms) {
                mechanism.keys(event).forEach(key -> keys.add(mechanism.name() + key));
            }
            if (keys.stream().noneMatch(taken::contains)) {
                taken.addAll(keys);
                chosen.add(sample.name());
            }
        }
        return chosen;
    }

    /** What was logged without a stack, where words alone tell. */
    private static void logged(List<Labelled> into) {
        var said = new LinkedHashMap<String, List<String>>();
        said.put(
                "payment",
                List.of("Payment of order 4711 failed", "Payment of order 12 failed", "Payment of order 9 failed"));
        said.put("login", List.of("Login of ada@example.org failed", "Login of eve@example.net failed"));
        said.put("greeting", List.of("Could not greet Ada", "Could not greet Eve"));
        said.put(
                "timeout",
                List.of(
                        "No answer from db-17.internal.example.org after 30s",
                        "No answer from db-2.internal.example.org after 28s"));
        said.put(
                "bad gateway",
                List.of(
                        "Upstream said status 502 for https://example.org/a",
                        "Upstream said status 502 for https://example.org/b"));
        said.put(
                "unavailable",
                List.of(
                        "Upstream said status 503 for https://example.org/a",
                        "Upstream said status 503 for https://example.org/c"));
        said.put("cache", List.of("Cache 0x7f3a2b11 lost 17 entries", "Cache 0x7f00aa17 lost 3 entries"));
        said.forEach((bug, texts) -> {
            var how = AS_SENT;
            for (var text : texts) {
                into.add(new Labelled(
                        "log, " + bug, "log, " + bug, "logged", how, EventJson.parse(EventJson.logged(text))));
                how = "logged without a stack";
            }
        });
    }
}
