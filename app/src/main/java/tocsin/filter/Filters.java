package tocsin.filter;

import java.util.List;

/**
 * What a project does not want to hear of.
 *
 * @param browserExtensions errors in what visitors installed in their browsers
 * @param legacyBrowsers errors in browsers that their makers gave up
 * @param localhost errors on developers' own machines
 * @param crawlers errors in what search engines and monitors fetch
 * @param healthChecks errors while a health check was answered
 * @param releases globs
 * @param messages globs for the message, the exception's value, or its type and value
 * @param addresses of senders, or their networks
 */
public record Filters(
        boolean browserExtensions,
        boolean legacyBrowsers,
        boolean localhost,
        boolean crawlers,
        boolean healthChecks,
        List<String> releases,
        List<String> messages,
        List<String> addresses) {

    /** What a project has that never chose: it hears everything. */
    public static final Filters NONE = new Filters(false, false, false, false, false, List.of(), List.of(), List.of());

    public Filters {
        releases = List.copyOf(releases);
        messages = List.copyOf(messages);
        addresses = List.copyOf(addresses);
    }
}
