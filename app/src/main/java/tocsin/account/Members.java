package tocsin.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.NotFoundException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import tocsin.tenant.CurrentTenant;

/**
 * Every way people come to an organization, rise, fall and leave. Nobody gives or takes a role above their own, and an
 * organization always has an owner.
 */
@ApplicationScoped
public class Members {

    private final Access access;
    private final Audit audit;
    private final CurrentTenant current;
    private final Users users;

    Members(Access access, Audit audit, CurrentTenant current, Users users) {
        this.access = access;
        this.audit = audit;
        this.current = current;
        this.users = users;
    }

    /** A member as lists show them. */
    public record Member(long id, String email, String name, Role role, boolean active, Instant since) {}

    /** A new member; with a password when nobody has claimed the account yet, to be shown once. */
    public record Added(Member member, Optional<String> oneTimePassword) {}

    @Transactional
    public List<Member> list() {
        Map<Long, Membership> memberships = Membership.everybody().stream()
                .collect(Collectors.toMap(membership -> membership.userId, Function.identity()));
        return User.all(memberships.keySet()).stream()
                .map(user -> member(user, memberships.get(user.id)))
                .toList();
    }

    @Transactional
    public Member get(long id) {
        var membership = Membership.get(id);
        return member(User.get(id), membership);
    }

    /** The member with that address, as commands name people. */
    @Transactional
    public Member byEmail(String email) {
        return get(User.byEmail(email)
                .filter(user -> Membership.known(user.id).isPresent())
                .orElseThrow(() -> new NotFoundException(email + " is not a member"))
                .id);
    }

    /** By an operator's command; people invite each other. Somebody without an account gets one. */
    @Transactional
    public Added add(String email, Role role) {
        atMostOwn(role);
        var claim = users.claim(email);
        return new Added(join(claim.user().id, role, claim.user().email), claim.password());
    }

    /** With the account one has, which may be known by another address than the invited one. */
    @Transactional
    Member join(long id, Role role, String invited) {
        var user = User.get(id);
        if (Membership.known(id).isPresent()) {
            throw new Refused("email", user.email + " is a member already");
        }
        var membership = new Membership();
        membership.userId = id;
        membership.role = role;
        Refused.whenTaken("email", user.email, () -> {
            membership.persistAndFlush();
            return membership;
        });
        audit.note(
                "member.add", user.email, role.text() + (invited.equals(user.email) ? "" : ", invited as " + invited));
        return member(user, membership);
    }

    @Transactional
    public Member changeRole(long id, Role role) {
        var organization = Organization.locked(current.id());
        var membership = Membership.get(id);
        atMostOwn(membership.role);
        atMostOwn(role);
        if (role != Role.OWNER) {
            keepAnOwner(organization, membership);
        }
        var user = User.get(id);
        audit.note("member.role", user.email, membership.role.text() + " to " + role.text());
        membership.role = role;
        return member(user, membership);
    }

    /** Their tokens for this organization and their places in teams go with them. */
    @Transactional
    public void remove(long id) {
        var organization = Organization.locked(current.id());
        var membership = Membership.get(id);
        atMostOwn(membership.role);
        keepAnOwner(organization, membership);
        audit.note("member.remove", User.get(id).email);
        membership.delete();
    }

    private static void keepAnOwner(Organization organization, Membership leaving) {
        if (leaving.role == Role.OWNER && !leaving.hasOtherOwner()) {
            throw new Refused(
                    "role", "This is the last owner of " + organization.slug + "; make somebody else owner first");
        }
    }

    /** Commands act for the instance and have no role of their own. */
    void atMostOwn(Role role) {
        if (access.known().isPresent() && !access.role().isAtLeast(role)) {
            throw new ForbiddenException("Only somebody who is " + role.text() + " or more may do this");
        }
    }

    private static Member member(User user, Membership membership) {
        return new Member(
                user.id,
                user.email,
                user.name,
                membership.role,
                user.status == User.Status.ACTIVE,
                membership.createdAt);
    }
}
