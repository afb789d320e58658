package tocsin.regroup;

import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import tocsin.account.Access;
import tocsin.account.Allow;
import tocsin.account.Scope;
import tocsin.grouping.GroupingVersion;
import tocsin.project.GroupingChoice;

/** How a project's events are grouped, for programs. */
@Path("/api/v1/organizations/{org}/projects/{project}/grouping")
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Projects")
class GroupingApi {

    private final Access access;
    private final Regrouping regrouping;
    private final Trials trials;

    GroupingApi(Access access, Regrouping regrouping, Trials trials) {
        this.access = access;
        this.regrouping = regrouping;
        this.trials = trials;
    }

    /** @param formerVersion whose keys count as well until {@code formerUntil}; null when none does */
    record GroupingAnswer(int version, int newestVersion, Integer formerVersion, Instant formerUntil, String rules) {

        static GroupingAnswer of(GroupingChoice choice) {
            return new GroupingAnswer(
                    choice.version().number(),
                    GroupingVersion.NEWEST.number(),
                    choice.former() == null ? null : choice.former().number(),
                    choice.formerUntil(),
                    choice.rules());
        }
    }

    /** What is left out stays as it is. */
    record Wish(Integer version, String rules) {

        GroupingVersion wanted(GroupingChoice before) {
            try {
                return version == null ? before.version() : GroupingVersion.of(version);
            } catch (IllegalArgumentException e) {
                throw new BadRequestException(e.getMessage());
            }
        }
    }

    record TrialAnswer(String id, String state, int version, String rules, int examined, int most, Report report) {

        static TrialAnswer of(Trial trial) {
            return new TrialAnswer(
                    Long.toString(trial.id()),
                    trial.word(),
                    trial.version(),
                    trial.rules(),
                    trial.examined(),
                    trial.most(),
                    trial.report());
        }
    }

    @GET
    @Allow(Scope.PROJECT_READ)
    @Operation(summary = "The version of grouping that a project keeps to, and its rules")
    public GroupingAnswer get(@RestPath String project) {
        return GroupingAnswer.of(regrouping.choice(id(project)));
    }

    @PUT
    @Allow(Scope.PROJECT_WRITE)
    @Operation(
            summary = "Change the version of grouping, or the rules",
            description =
                    "In effect within seconds. After a change of version the old keys count for thirty days more.")
    public GroupingAnswer change(@RestPath String project, @NotNull Wish wish) {
        var id = id(project);
        var version = wish.wanted(regrouping.choice(id));
        if (wish.rules() != null) {
            regrouping.saveRules(id, wish.rules());
        }
        return GroupingAnswer.of(regrouping.upgrade(id, version));
    }

    @POST
    @Path("/trials")
    @ResponseStatus(202)
    @Allow(Scope.PROJECT_WRITE)
    @Operation(
            summary = "Find out what a change would do to stored events",
            description = "Changes nothing. Ask for the trial until its state is done.")
    public TrialAnswer attempt(@RestPath String project, @NotNull Wish wish) {
        var id = id(project);
        var choice = regrouping.choice(id);
        var rules = wish.rules() == null ? choice.rules() : wish.rules();
        return TrialAnswer.of(trials.begin(access.tenant(), id, wish.wanted(choice), rules));
    }

    @GET
    @Path("/trials/{trial}")
    @Allow(Scope.PROJECT_READ)
    @Operation(summary = "How far a trial is, and what it found")
    public TrialAnswer trial(@RestPath String project, @RestPath long trial) {
        return TrialAnswer.of(trials.get(access.tenant(), id(project), trial));
    }

    private long id(String project) {
        return access.project(project).id();
    }
}
