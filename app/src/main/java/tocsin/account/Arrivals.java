package tocsin.account;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.function.Supplier;
import tocsin.tenant.CurrentTenant;

/** How people come in with the link of an invitation, which alone says into which organization. */
@ApplicationScoped
class Arrivals {

    private final AccountSql sql;
    private final Audit audit;
    private final Members members;
    private final Users users;

    Arrivals(AccountSql sql, Audit audit, Members members, Users users) {
        this.sql = sql;
        this.audit = audit;
        this.members = members;
        this.users = users;
    }

    /** Nothing for a link that is unknown, used, withdrawn or too old, and when the inviter could not give it any more. */
    Optional<AccountSql.InvitationDoor> at(String link) {
        return sql.byInvitation(Secrets.sha256(link))
                .filter(door -> door.inviter().isAtLeast(door.role()));
    }

    /** Never to be shown: a link that was handed over is no proof that its address is one's own. */
    boolean hasAccount(AccountSql.InvitationDoor door) {
        return users.known(door.email()).isPresent();
    }

    /** Somebody with an account joins; false when the link was used in the meantime. */
    boolean join(AccountSql.InvitationDoor door, String link, Person person, Optional<String> ip) {
        var actor = new Audit.Actor(person.id(), person.email(), ip.orElse(null));
        return in(door, actor, () -> join(door, link, person.id()));
    }

    /** Somebody new joins, with an account for the invited address; nothing when the link was used in the meantime. */
    Optional<Long> arrive(
            AccountSql.InvitationDoor door, String link, String name, String password, Optional<String> ip) {
        var actor = new Audit.Actor(null, door.email(), ip.orElse(null));
        return in(door, actor, () -> {
            var user = users.arrive(door.email(), name, password);
            if (join(door, link, user.id)) {
                return Optional.of(user.id);
            }
            QuarkusTransaction.setRollbackOnly();
            return Optional.empty();
        });
    }

    private boolean join(AccountSql.InvitationDoor door, String link, long person) {
        if (!Invitation.accept(door.invitation(), Secrets.sha256(link), person)) {
            return false;
        }
        members.join(person, door.role(), door.email());
        if (door.mailed()) {
            users.prove(person, door.email());
        }
        return true;
    }

    /** The session of the request that brought the link knows no tenant; this work has a context of its own. */
    private <T> T in(AccountSql.InvitationDoor door, Audit.Actor actor, Supplier<T> work) {
        return CurrentTenant.as(
                door.tenant(), () -> QuarkusTransaction.requiringNew().call(() -> {
                    audit.actAs(actor);
                    return work.get();
                }));
    }
}
