package tocsin.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Set;

/** Every way a team changes. Which projects it looks after is the projects' business. */
@ApplicationScoped
public class Teams {

    private final Audit audit;

    Teams(Audit audit) {
        this.audit = audit;
    }

    /** A team with its people's ids. */
    public record Listed(long id, String slug, String name, Set<Long> members) {
        static Listed of(Team team) {
            return new Listed(team.id, team.slug, team.name, Set.copyOf(team.members()));
        }
    }

    @Transactional
    public List<Listed> list() {
        return Team.everyOne().stream().map(Listed::of).toList();
    }

    @Transactional
    public Listed get(String slug) {
        return Listed.of(Team.get(slug));
    }

    @Transactional
    public Listed create(String slug, String name) {
        var team = new Team();
        team.slug = Slug.ofTeam(slug);
        team.name = named(name, slug);
        audit.note("team.create", slug);
        return saved(team);
    }

    @Transactional
    public Listed change(String slug, String changed, String name) {
        var team = Team.get(slug);
        team.slug = Slug.ofTeam(changed);
        team.name = named(name, changed);
        audit.note("team.change", slug, changed.equals(slug) ? team.name : "now " + changed);
        return saved(team);
    }

    @Transactional
    public void delete(String slug) {
        audit.note("team.delete", slug);
        Team.get(slug).delete();
    }

    @Transactional
    public Listed addMember(String slug, long user) {
        var team = Team.get(slug);
        Membership.get(user);
        if (!team.members().contains(user)) {
            var member = new TeamMember();
            member.teamId = team.id;
            member.userId = user;
            Refused.whenTaken("member", User.get(user).email, () -> {
                member.persistAndFlush();
                return member;
            });
            audit.note("team.add", slug, User.get(user).email);
        }
        return Listed.of(team);
    }

    @Transactional
    public Listed removeMember(String slug, long user) {
        var team = Team.get(slug);
        if (TeamMember.delete("teamId = ?1 and userId = ?2", team.id, user) > 0) {
            audit.note("team.remove", slug, User.get(user).email);
        } else {
            // Whoever is not in the team is out of it already; whoever is not a member is nobody here.
            Membership.get(user);
        }
        return Listed.of(team);
    }

    private static Listed saved(Team team) {
        return Refused.whenTaken("slug", team.slug, () -> {
            team.persistAndFlush();
            return Listed.of(team);
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
