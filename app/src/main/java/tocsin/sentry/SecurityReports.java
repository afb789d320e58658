package tocsin.sentry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What browsers say against a page by themselves: broken content policies, certificates and pins. Each becomes an event
 * whose title says what happened and that is grouped by it, not by the address of the page.
 *
 * @param events their JSON
 * @param others reports of kinds that are not kept
 */
public record SecurityReports(List<byte[]> events, int others) {

    private static final int MOST = 20;

    /** What the request says beside the report; each may be null. */
    public record Circumstances(String release, String environment, String userAgent) {}

    /** {@link MalformedEvent} when there is no report in it. */
    public static SecurityReports read(byte[] body, Circumstances around) {
        var events = new ArrayList<byte[]>();
        var others = 0;
        for (var report : reports(body)) {
            var event = event(report);
            if (event.isPresent() && events.size() < MOST) {
                events.add(finished(event.get(), around));
            } else {
                others++;
            }
        }
        return new SecurityReports(List.copyOf(events), others);
    }

    /** How many reports there are, whatever of. */
    public static int count(byte[] body) {
        return reports(body).size();
    }

    /** An object, or a list of such: what is wrapped can be read as one. */
    private static List<JsonNode> reports(byte[] body) {
        var wrapped = new ByteArrayOutputStream(body.length + 16);
        wrapped.writeBytes("{\"reports\":".getBytes(StandardCharsets.UTF_8));
        wrapped.writeBytes(body);
        wrapped.write('}');
        var reports = JsonText.read(wrapped.toByteArray()).path("reports");
        var found = new ArrayList<JsonNode>();
        if (reports.isArray()) {
            reports.forEach(found::add);
        } else {
            found.add(reports);
        }
        if (found.isEmpty() || !found.stream().allMatch(JsonNode::isObject)) {
            throw new MalformedEvent("no report");
        }
        return found;
    }

    private static Optional<ObjectNode> event(JsonNode report) {
        if (report.path("csp-report").isObject()) {
            return Optional.of(policy(report.path("csp-report"), "-", report.path("csp-report")));
        }
        if (report.path("type").asText().equals("csp-violation")) {
            var event = policy(report.path("body"), "", report.path("body"));
            if (report.path("user_agent").isTextual()) {
                headers(event).put("User-Agent", report.path("user_agent").asText());
            }
            return Optional.of(event);
        }
        if (report.path("expect-ct-report").isObject()) {
            return Optional.of(certificate("expect-ct", "Expect-CT", report.path("expect-ct-report")));
        }
        if (report.path("expect-staple-report").isObject()) {
            return Optional.of(certificate("expect-staple", "Expect-Staple", report.path("expect-staple-report")));
        }
        if (report.path("known-pins").isArray()) {
            return Optional.of(certificate("hpkp", "Public key pinning", report));
        }
        return Optional.empty();
    }

    /** @param style of the field's names: {@code blocked-uri} in the older reports, {@code blockedURL} in the newer */
    private static ObjectNode policy(JsonNode report, String style, JsonNode all) {
        var old = style.equals("-");
        var directive = directive(text(report, old ? "effective-directive" : "effectiveDirective")
                .or(() -> text(report, old ? "violated-directive" : "violatedDirective"))
                .orElse("unknown"));
        var page = text(report, old ? "document-uri" : "documentURL").orElse("");
        var blocked = text(report, old ? "blocked-uri" : "blockedURL").orElse("");
        var source = source(blocked, page);
        var kind = directive.replaceAll("-(src|src-elem|src-attr|action|ancestors|uri)$", "");
        var title = source.equals("inline")
                ? "Blocked inline '" + kind + "'"
                : source.equals("eval")
                        ? "Blocked eval in '" + kind + "'"
                        : "Blocked '" + kind + "' from '" + source + "'";
        var event = event("csp", title, directive, List.of("csp", directive, source), page, all);
        text(report, "referrer").ifPresent(referrer -> headers(event).put("Referer", referrer));
        var tags = (ObjectNode) event.get("tags");
        tags.put("effective-directive", directive).put("blocked", source);
        text(report, "disposition").ifPresent(disposition -> tags.put("disposition", disposition));
        return event;
    }

    private static ObjectNode certificate(String logger, String name, JsonNode report) {
        var host = text(report, "hostname").orElse("unknown");
        var event = event(
                logger,
                name + " failed for '" + host + "'",
                host,
                List.of(logger, host),
                "https://" + host + "/",
                report);
        text(report, "date-time").ifPresent(at -> event.put("timestamp", at));
        return event;
    }

    private static ObjectNode event(
            String logger, String title, String culprit, List<String> together, String page, JsonNode report) {
        var event = JsonNodeFactory.instance.objectNode();
        event.put("logger", logger).put("level", "error").put("platform", "other");
        event.putObject("logentry").put("formatted", title);
        event.put("culprit", culprit);
        together.forEach(event.withArray("fingerprint")::add);
        event.putObject("request").put("url", page).putObject("headers");
        event.putObject("tags").put("logger", logger);
        event.putObject("extra").set("report", report);
        return event;
    }

    private static byte[] finished(ObjectNode event, Circumstances around) {
        if (around.release() != null) {
            event.put("release", around.release());
        }
        if (around.environment() != null) {
            event.put("environment", around.environment());
        }
        if (around.userAgent() != null && !headers(event).has("User-Agent")) {
            headers(event).put("User-Agent", around.userAgent());
        }
        return event.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static ObjectNode headers(ObjectNode event) {
        return (ObjectNode) event.get("request").get("headers");
    }

    /** The name alone: some browsers send the whole rule. */
    private static String directive(String text) {
        var name = text.strip().split("\\s+", 2)[0];
        return name.matches("[a-z-]{1,40}") ? name : "unknown";
    }

    /** Where the blocked thing came from, as far as it tells one problem from another. */
    private static String source(String blocked, String page) {
        if (blocked.isBlank() || blocked.equals("self")) {
            return "self";
        }
        if (blocked.matches("[a-z-]{1,40}")) {
            return blocked;
        }
        var host = host(blocked);
        if (host.isEmpty()) {
            return blocked.contains(":") ? blocked.substring(0, blocked.indexOf(':') + 1) : blocked;
        }
        return host.equals(host(page)) ? "self" : host;
    }

    private static String host(String url) {
        try {
            var host = URI.create(url).getHost();
            return host == null ? "" : host;
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private static Optional<String> text(JsonNode node, String name) {
        return Optional.ofNullable(node.path(name).textValue()).filter(text -> !text.isBlank());
    }
}
