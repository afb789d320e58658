package tocsin.filter;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tocsin.grouping.Glob;
import tocsin.sentry.SentryEvent;

/** Tells of an event whether, and why, its project does not want it. One serves all threads. */
public final class InboundFilter {

    /** For projects that never chose. */
    public static final InboundFilter NONE = new InboundFilter(Filters.NONE);

    private static final List<String> EXTENSIONS = List.of(
            "chrome-extension:",
            "moz-extension:",
            "safari-extension:",
            "safari-web-extension:",
            "ms-browser-extension:",
            "webkit-masked-url:",
            "chrome://",
            "resource://");

    private static final List<Glob> HEALTH_CHECKS = Stream.of(
                    "*healthcheck*",
                    "*health-check*",
                    "*health_check*",
                    "*heartbeat*",
                    "*/health",
                    "*/healthy",
                    "*/healthz",
                    "*/livez",
                    "*/live",
                    "*/readyz",
                    "*/ready",
                    "*/readiness",
                    "*/liveness",
                    "*/ping",
                    "*/up")
            .map(Glob::new)
            .toList();

    private final Filters filters;
    private final boolean nothing;
    private final List<Glob> releases;
    private final List<Glob> messages;
    private final List<Network> networks;

    public InboundFilter(Filters filters) {
        this.filters = filters;
        nothing = filters.equals(Filters.NONE);
        releases = filters.releases().stream().map(Glob::new).toList();
        messages = filters.messages().stream().map(Glob::new).toList();
        networks = filters.addresses().stream()
                .map(Network::parse)
                .flatMap(Optional::stream)
                .toList();
    }

    /** The reason that outcomes show; empty when the event is wanted. {@code sender} may be null. */
    public Optional<String> reason(SentryEvent event, String sender) {
        return nothing ? Optional.empty() : Optional.ofNullable(found(event, sender));
    }

    private String found(SentryEvent event, String sender) {
        if (sender != null && networks.stream().anyMatch(network -> network.contains(sender))) {
            return "ip-address";
        }
        if (event.release() != null && any(releases, event.release())) {
            return "release-version";
        }
        if (!messages.isEmpty() && texts(event).anyMatch(text -> any(messages, text))) {
            return "error-message";
        }
        if (filters.healthChecks() && event.transaction() != null && any(HEALTH_CHECKS, event.transaction())) {
            return "filtered-transaction";
        }
        if (filters.localhost() && isLocal(event, sender)) {
            return "localhost";
        }
        if (filters.browserExtensions() && isOfExtension(event)) {
            return "browser-extensions";
        }
        var agent = filters.crawlers() || filters.legacyBrowsers() ? UserAgent.of(event) : UserAgent.UNKNOWN;
        if (filters.crawlers() && agent.isCrawler()) {
            return "web-crawlers";
        }
        return filters.legacyBrowsers() && agent.isLegacy() ? "legacy-browsers" : null;
    }

    private static Stream<String> texts(SentryEvent event) {
        var message = event.message() == null
                ? Stream.<String>empty()
                : Stream.of(event.message().formatted());
        var exceptions = event.exceptions().stream()
                .flatMap(one -> one.value() == null
                        ? Stream.ofNullable(one.type())
                        : Stream.of(one.value(), one.type() + ": " + one.value()));
        return Stream.concat(message, exceptions);
    }

    private static boolean isLocal(SentryEvent event, String sender) {
        if ("127.0.0.1".equals(sender) || "::1".equals(sender) || "0:0:0:0:0:0:0:1".equals(sender)) {
            return true;
        }
        var url = event.request() == null ? null : event.request().url();
        var from = url == null ? -1 : url.indexOf("://");
        if (from < 0) {
            return false;
        }
        return Stream.of("localhost", "127.0.0.1", "[::1]")
                .anyMatch(host -> url.regionMatches(true, from + 3, host, 0, host.length())
                        && endsHost(url, from + 3 + host.length()));
    }

    private static boolean endsHost(String url, int at) {
        return at == url.length() || url.charAt(at) == '/' || url.charAt(at) == ':' || url.charAt(at) == '?';
    }

    private static boolean isOfExtension(SentryEvent event) {
        return event.exceptions().stream()
                .filter(one -> one.stacktrace() != null)
                .flatMap(one -> one.stacktrace().frames().stream())
                .flatMap(frame -> Stream.of(
                        frame.absPath() == null ? "" : frame.absPath(),
                        frame.filename() == null ? "" : frame.filename()))
                .anyMatch(path -> EXTENSIONS.stream().anyMatch(path::startsWith));
    }

    private static boolean any(List<Glob> globs, String text) {
        return globs.stream().anyMatch(glob -> glob.matches(text));
    }
}
