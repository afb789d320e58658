package tocsin.project;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import tocsin.account.Access;
import tocsin.account.Allow;
import tocsin.account.Scope;
import tocsin.filter.Filters;
import tocsin.scrub.Privacy;
import tocsin.scrub.Rule;

/** What a project takes out of its events, and which of them it does not want at all. */
@Path("/api/v1/organizations/{org}/projects/{project}")
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Projects")
class IntakeApi {

    private final Access access;
    private final IntakeSettings settings;

    IntakeApi(Access access, IntakeSettings settings) {
        this.access = access;
        this.settings = settings;
    }

    record RuleAnswer(
            String id,
            @NotNull Rule.Kind kind,
            @NotNull String expression,
            @NotNull Rule.Action action) {}

    /** What is left out is as for a project that never chose. */
    record PrivacyAnswer(
            Boolean on,
            Boolean defaults,
            Boolean emails,
            Boolean addresses,
            List<@NotNull String> sensitiveFields,
            List<@NotNull String> safeFields,
            List<@NotNull @Valid RuleAnswer> rules) {

        static PrivacyAnswer of(Privacy privacy) {
            return new PrivacyAnswer(
                    privacy.on(),
                    privacy.defaults(),
                    privacy.emails(),
                    privacy.addresses(),
                    privacy.sensitiveFields(),
                    privacy.safeFields(),
                    privacy.rules().stream()
                            .map(rule -> new RuleAnswer(rule.id(), rule.kind(), rule.expression(), rule.action()))
                            .toList());
        }

        Privacy privacy() {
            return new Privacy(
                    on == null || on,
                    defaults == null || defaults,
                    Boolean.TRUE.equals(emails),
                    Boolean.TRUE.equals(addresses),
                    orNone(sensitiveFields),
                    orNone(safeFields),
                    orNone(rules).stream()
                            .map(rule -> new Rule("", rule.kind, rule.expression, rule.action))
                            .toList(),
                    "");
        }
    }

    /** What is left out is off. */
    record FilterAnswer(
            boolean browserExtensions,
            boolean legacyBrowsers,
            boolean localhost,
            boolean crawlers,
            boolean healthChecks,
            List<@NotNull String> releases,
            List<@NotNull String> messages,
            List<@NotNull String> addresses) {

        static FilterAnswer of(Filters filters) {
            return new FilterAnswer(
                    filters.browserExtensions(),
                    filters.legacyBrowsers(),
                    filters.localhost(),
                    filters.crawlers(),
                    filters.healthChecks(),
                    filters.releases(),
                    filters.messages(),
                    filters.addresses());
        }

        Filters filters() {
            return new Filters(
                    browserExtensions,
                    legacyBrowsers,
                    localhost,
                    crawlers,
                    healthChecks,
                    orNone(releases),
                    orNone(messages),
                    orNone(addresses));
        }
    }

    @GET
    @Path("/privacy")
    @Allow(Scope.PROJECT_READ)
    @Operation(summary = "What is taken out of events")
    public PrivacyAnswer privacy(@RestPath String project) {
        return PrivacyAnswer.of(settings.privacy(id(project)));
    }

    @PUT
    @Path("/privacy")
    @Allow(Scope.PROJECT_WRITE)
    @Operation(summary = "Change what is taken out of events", description = "In effect within seconds.")
    public PrivacyAnswer change(@RestPath String project, @NotNull @Valid PrivacyAnswer privacy) {
        return PrivacyAnswer.of(settings.save(id(project), privacy.privacy()));
    }

    @GET
    @Path("/filters")
    @Allow(Scope.PROJECT_READ)
    @Operation(summary = "Which events are not wanted")
    public FilterAnswer filters(@RestPath String project) {
        return FilterAnswer.of(settings.filters(id(project)));
    }

    @PUT
    @Path("/filters")
    @Allow(Scope.PROJECT_WRITE)
    @Operation(summary = "Change which events are not wanted", description = "In effect within seconds.")
    public FilterAnswer change(@RestPath String project, @NotNull @Valid FilterAnswer filters) {
        return FilterAnswer.of(settings.save(id(project), filters.filters()));
    }

    private static <T> List<T> orNone(List<T> sent) {
        return sent == null ? List.of() : sent;
    }

    private long id(String project) {
        return access.project(project).id();
    }
}
