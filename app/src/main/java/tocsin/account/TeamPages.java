package tocsin.account;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import tocsin.web.Frame;

/** Teams and the people in them. */
@Path("/{org}/settings/teams")
@Produces(MediaType.TEXT_HTML)
class TeamPages {

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance list(List<Teams.Listed> teams, boolean may, Form form);

        static native TemplateInstance team(
                Teams.Listed team, List<Members.Member> inside, List<Members.Member> outside, boolean may, Form form);
    }

    private final Access access;
    private final Frame frame;
    private final Members members;
    private final Teams teams;

    TeamPages(Access access, Frame frame, Members members, Teams teams) {
        this.access = access;
        this.frame = frame;
        this.members = members;
        this.teams = teams;
    }

    @GET
    @Allow(Scope.TEAM_READ)
    public Response list() {
        return PageAnswer.page(list(Form.EMPTY));
    }

    @POST
    @Allow(Scope.TEAM_WRITE)
    public Response create(@RestForm @DefaultValue("") String name, @RestForm @DefaultValue("") String slug) {
        var wanted = slug.isBlank() ? Slug.from(name) : slug.strip();
        try {
            teams.create(wanted, name);
        } catch (Refused refused) {
            return PageAnswer.wrong(list(Form.of("name", name, "slug", wanted).wrong(refused)));
        }
        return to(wanted, "The team is there. Put people into it.");
    }

    @GET
    @Path("/{team}")
    @Allow(Scope.TEAM_READ)
    public Response show(@RestPath String team) {
        var found = teams.get(team);
        return PageAnswer.page(page(found, Form.of("name", found.name(), "slug", found.slug())));
    }

    @POST
    @Path("/{team}")
    @Allow(Scope.TEAM_WRITE)
    public Response change(
            @RestPath String team, @RestForm @DefaultValue("") String name, @RestForm @DefaultValue("") String slug) {
        try {
            teams.change(team, slug.strip(), name);
        } catch (Refused refused) {
            return PageAnswer.wrong(
                    page(teams.get(team), Form.of("name", name, "slug", slug).wrong(refused)));
        }
        return to(slug.strip(), "Saved.");
    }

    @POST
    @Path("/{team}/delete")
    @Allow(Scope.TEAM_WRITE)
    public Response delete(@RestPath String team) {
        teams.delete(team);
        frame.say("The team is deleted.");
        return PageAnswer.to("/" + access.org() + "/settings/teams");
    }

    @POST
    @Path("/{team}/members")
    @Allow(Scope.TEAM_WRITE)
    public Response add(@RestPath String team, @RestForm @DefaultValue("0") long user) {
        teams.addMember(team, user);
        return to(team, "Added.");
    }

    @POST
    @Path("/{team}/members/{id}/remove")
    @Allow(Scope.TEAM_WRITE)
    public Response remove(@RestPath String team, @RestPath long id) {
        teams.removeMember(team, id);
        return to(team, "Removed.");
    }

    private Response to(String team, String said) {
        frame.say(said);
        return PageAnswer.to("/" + access.org() + "/settings/teams/" + team);
    }

    private TemplateInstance list(Form form) {
        surround();
        return Templates.list(teams.list(), access.may(Scope.TEAM_WRITE), form);
    }

    private TemplateInstance page(Teams.Listed team, Form form) {
        surround().crumb(team.name(), "/" + access.org() + "/settings/teams/" + team.slug());
        var all = members.list();
        return Templates.team(
                team,
                all.stream()
                        .filter(member -> team.members().contains(member.id()))
                        .toList(),
                all.stream()
                        .filter(member -> !team.members().contains(member.id()))
                        .toList(),
                access.may(Scope.TEAM_WRITE),
                form);
    }

    private Frame surround() {
        return frame.settings().crumb("Teams", "/" + access.org() + "/settings/teams");
    }
}
