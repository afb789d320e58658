package tocsin.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import tocsin.config.Settings;

/**
 * Every way an invitation comes and goes. It says nothing about whether the address has an account here, and makes
 * neither account nor membership: that is done by whoever brings the link.
 */
@ApplicationScoped
public class Invitations {

    private static final Duration VALID = Duration.ofDays(7);
    /** More than anybody waits for at once, and a bound for whoever does it with a program. */
    private static final int MOST = 500;

    private final Access access;
    private final Audit audit;
    private final Members members;
    private final Settings settings;

    Invitations(Access access, Audit audit, Members members, Settings settings) {
        this.access = access;
        this.audit = audit;
        this.members = members;
        this.settings = settings;
    }

    /** An invitation as lists show it. */
    public record Pending(
            long id, String email, Role role, String invitedBy, Instant createdAt, Instant expiresAt, boolean expired) {

        static Pending of(Invitation invitation) {
            return new Pending(
                    invitation.id,
                    invitation.email,
                    invitation.role,
                    User.get(invitation.invitedBy).email,
                    invitation.createdAt,
                    invitation.expiresAt,
                    invitation.expiresAt.isBefore(Instant.now()));
        }
    }

    /** An invitation with its link, which is seen this once. */
    public record WithLink(Pending invitation, URI link) {}

    @Transactional
    public List<Pending> list() {
        return Invitation.pending().stream().map(Pending::of).toList();
    }

    /** Who is invited already gets a new link, and the role that is wanted now. */
    @Transactional
    public WithLink invite(String email, Role role) {
        members.atMostOwn(role);
        var address = User.address(email);
        User.byEmail(address)
                .filter(known -> Membership.known(known.id).isPresent())
                .ifPresent(known -> {
                    throw new Refused("email", address + " is a member already");
                });
        var invitation = Invitation.pending(address).orElseGet(Invitation::new);
        if (invitation.role != null) {
            members.atMostOwn(invitation.role);
        } else if (Invitation.count("acceptedAt is null") >= MOST) {
            throw new Refused("email", "There are " + MOST + " invitations already; withdraw some first");
        }
        invitation.email = address;
        invitation.role = role;
        audit.note("member.invite", address, role.text());
        return linked(invitation);
    }

    /** The link that was given out before works no more. */
    @Transactional
    public WithLink renew(long id) {
        var invitation = Invitation.pending(id);
        members.atMostOwn(invitation.role);
        audit.note("member.invite", invitation.email, invitation.role.text() + ", new link");
        return linked(invitation);
    }

    @Transactional
    public void withdraw(long id) {
        var invitation = Invitation.pending(id);
        members.atMostOwn(invitation.role);
        audit.note("member.withdraw", invitation.email, invitation.role.text());
        invitation.delete();
    }

    private WithLink linked(Invitation invitation) {
        var secret = Secrets.random();
        invitation.hash = Secrets.sha256(secret);
        invitation.invitedBy = access.user().id();
        invitation.expiresAt = Instant.now().plus(VALID);
        return Refused.whenTaken("email", invitation.email, () -> {
            invitation.persistAndFlush();
            return new WithLink(Pending.of(invitation), settings.url().resolve("/join/" + secret));
        });
    }
}
