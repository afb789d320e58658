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
    private final InvitationMails mails;
    private final Members members;
    private final Settings settings;

    Invitations(Access access, Audit audit, InvitationMails mails, Members members, Settings settings) {
        this.access = access;
        this.audit = audit;
        this.mails = mails;
        this.members = members;
        this.settings = settings;
    }

    /** An invitation as lists show it; {@code mail} is null when none was sent. */
    public record Pending(
            long id,
            String email,
            Role role,
            String invitedBy,
            Instant createdAt,
            Instant expiresAt,
            boolean expired,
            InvitationMails.Mailing mail) {

        static Pending of(Invitation invitation, InvitationMails.Mailing mail) {
            return new Pending(
                    invitation.id,
                    invitation.email,
                    invitation.role,
                    User.get(invitation.invitedBy).email,
                    invitation.createdAt,
                    invitation.expiresAt,
                    invitation.expiresAt.isBefore(Instant.now()),
                    mail);
        }
    }

    /** An invitation with its link, which is seen this once. The one that is mailed is another. */
    public record WithLink(Pending invitation, URI link) {}

    @Transactional
    public List<Pending> list() {
        var mailed = mails.all();
        return Invitation.pending().stream()
                .map(invitation -> Pending.of(invitation, mailed.get(invitation.id)))
                .toList();
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
        return linked(invitation, role.text());
    }

    /** The links that were given out and mailed before work no more. */
    @Transactional
    public WithLink renew(long id) {
        var invitation = Invitation.pending(id);
        members.atMostOwn(invitation.role);
        return linked(invitation, invitation.role.text() + ", new link");
    }

    @Transactional
    public void withdraw(long id) {
        var invitation = Invitation.pending(id);
        members.atMostOwn(invitation.role);
        audit.note("member.withdraw", invitation.email, invitation.role.text());
        invitation.delete();
    }

    private WithLink linked(Invitation invitation, String what) {
        var secret = Secrets.random();
        invitation.hash = Secrets.sha256(secret);
        invitation.mailHash = null;
        invitation.invitedBy = access.user().id();
        invitation.expiresAt = Instant.now().plus(VALID);
        return Refused.whenTaken("email", invitation.email, () -> {
            invitation.persistAndFlush();
            var mail = mails.send(invitation.id, invitation.email);
            audit.note("member.invite", invitation.email, what + (mail.isPresent() ? ", by mail" : ""));
            return new WithLink(
                    Pending.of(invitation, mail.orElse(null)), settings.url().resolve("/join/" + secret));
        });
    }
}
