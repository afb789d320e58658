package tocsin.project;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.NotFoundException;
import java.util.List;
import java.util.Set;
import tocsin.account.Audit;
import tocsin.account.Refused;
import tocsin.account.Slug;
import tocsin.account.Team;
import tocsin.grouping.GroupingVersion;
import tocsin.tenant.CurrentTenant;

/** Every way a project changes. */
@ApplicationScoped
public class Projects {

    private final Audit audit;
    private final CurrentTenant current;
    private final ProjectSql sql;
    private final IntakeSql intake;
    private final ProjectKeys keys;

    Projects(Audit audit, CurrentTenant current, ProjectSql sql, IntakeSql intake, ProjectKeys keys) {
        this.audit = audit;
        this.current = current;
        this.sql = sql;
        this.intake = intake;
        this.keys = keys;
    }

    /** A project with its teams' ids. */
    public record Listed(long id, String slug, String name, String platform, boolean active, Set<Long> teams) {
        static Listed of(Project project) {
            return new Listed(
                    project.id,
                    project.slug,
                    project.name,
                    project.platform,
                    project.status == Project.Status.ACTIVE,
                    Set.copyOf(project.teams()));
        }
    }

    /** Every project of the organization; who may see which is not asked here. */
    @Transactional
    public List<Listed> list() {
        return Project.everyOne().stream().map(Listed::of).toList();
    }

    @Transactional
    public Listed get(long id) {
        return Listed.of(Project.get(id));
    }

    /** For commands, which name projects by slug. */
    @Transactional
    public Listed bySlug(String slug) {
        return Listed.of(Project.bySlug(slug).orElseThrow(() -> new NotFoundException("There is no project " + slug)));
    }

    /** With a key, because without one nothing can be sent. */
    @Transactional
    public Listed create(String slug, String name, String platform, Set<Long> teams) {
        var project = new Project();
        project.slug = Slug.ofProject(slug);
        project.name = named(name, slug);
        project.platform = Platform.known(platform);
        saved(project);
        sql.createCounter(current.id(), project.id);
        intake.saveGroupingVersion(current.id(), project.id, GroupingVersion.NEWEST.number(), null, null);
        audit.note("project.create", slug);
        assign(project, teams);
        keys.create(project.id, "");
        return Listed.of(project);
    }

    @Transactional
    public Listed change(long id, String slug, String name, String platform) {
        var project = Project.get(id);
        var before = project.slug;
        project.slug = slug.equals(before) ? slug : Slug.ofProject(slug);
        project.name = named(name, slug);
        project.platform = Platform.known(platform);
        audit.note("project.change", before, slug.equals(before) ? project.name : "now " + slug);
        return Listed.of(saved(project));
    }

    /** As {@link #change(long, String, String, String)} and {@link #disable} or {@link #enable} in one. */
    @Transactional
    public Listed change(long id, String slug, String name, String platform, boolean active) {
        var changed = change(id, slug, name, platform);
        if (active == changed.active()) {
            return changed;
        }
        return active ? enable(id) : disable(id);
    }

    /** These teams and no others look after the project. */
    @Transactional
    public Listed assign(long id, Set<Long> teams) {
        var project = Project.get(id);
        ProjectTeam.delete("projectId", id);
        assign(project, teams);
        audit.note("project.teams", project.slug);
        return Listed.of(project);
    }

    @Transactional
    public Listed addTeam(long id, String team) {
        var project = Project.get(id);
        var added = Team.get(team);
        if (!project.teams().contains(added.id)) {
            assign(project, Set.of(added.id));
            audit.note("project.teams", project.slug, "with " + team);
        }
        return Listed.of(project);
    }

    @Transactional
    public Listed removeTeam(long id, String team) {
        var project = Project.get(id);
        if (ProjectTeam.delete("projectId = ?1 and teamId = ?2", id, Team.get(team).id) > 0) {
            audit.note("project.teams", project.slug, "without " + team);
        }
        return Listed.of(project);
    }

    /** Accepts no more events; what is there can be read. */
    @Transactional
    public Listed disable(long id) {
        return become(id, Project.Status.DISABLED, "project.disable");
    }

    @Transactional
    public Listed enable(long id) {
        return become(id, Project.Status.ACTIVE, "project.enable");
    }

    /** With its issues and events, which may take a while; but it is out of sight at once. */
    @Transactional
    public void delete(long id) {
        var project = Project.get(id);
        audit.note("project.delete", project.slug);
        sql.markDeleted(current.id(), id);
    }

    private Listed become(long id, Project.Status status, String action) {
        var project = Project.get(id);
        project.status = status;
        audit.note(action, project.slug);
        return Listed.of(project);
    }

    private static void assign(Project project, Set<Long> teams) {
        for (var id : teams) {
            var team = new ProjectTeam();
            team.projectId = project.id;
            team.teamId = Team.<Team>find("id", id).firstResultOptional().orElseThrow(NotFoundException::new).id;
            team.persist();
        }
        Refused.whenTaken("teams", project.slug, () -> {
            ProjectTeam.flush();
            return project;
        });
    }

    private static Project saved(Project project) {
        return Refused.whenTaken("slug", project.slug, () -> {
            project.persistAndFlush();
            return project;
        });
    }

    private static String named(String name, String slug) {
        var given = name == null ? "" : name.strip();
        if (given.length() > 100) {
            throw new Refused("name", "At most 100 characters");
        }
        return given.isEmpty() ? slug : given;
    }
}
