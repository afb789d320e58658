package tocsin.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.NotFoundException;
import java.util.List;
import java.util.Optional;
import tocsin.tenant.Tenants;

/** Every way a person's account changes. Accounts belong to the instance, so its audit log has the notes. */
@ApplicationScoped
@ActivateRequestContext
public class Users {

    /** A one-time password can be read out on the telephone. */
    private static final int ONE_TIME_LENGTH = 16;

    private final Audit audit;
    private final AccountSql sql;
    private final Tenants tenants;

    Users(Audit audit, AccountSql sql, Tenants tenants) {
        this.audit = audit;
        this.sql = sql;
        this.tenants = tenants;
    }

    /** A person with the password that was made up for them, to be shown once. */
    public record WithPassword(User user, String password) {}

    /** A person's account; with a password when a new one was made up, to be shown once. */
    record Claim(User user, Optional<String> password) {}

    /** Without a password given, one is made up. */
    @Transactional
    public WithPassword create(String email, String name, Optional<String> password, boolean instanceAdmin) {
        var user = new User();
        user.email = User.address(email);
        user.name = named(name, user.email);
        var secret = password.orElseGet(Users::oneTimePassword);
        user.passwordHash = Passwords.hash(Passwords.good(secret, user.email));
        user.passwordTemporary = password.isEmpty();
        user.instanceAdmin = instanceAdmin;
        Refused.whenTaken("email", user.email, () -> {
            user.persistAndFlush();
            return user;
        });
        note("created the account " + user.email + (instanceAdmin ? " as instance administrator" : ""));
        return new WithPassword(user, secret);
    }

    /** By a link, for the address that was invited; whoever has the link may have it from anybody. */
    @Transactional
    User arrive(String email, String name, String password) {
        var user = create(email, name, Optional.of(password), false).user();
        user.proven = false;
        return user;
    }

    /** Whoever read what was mailed to an address has it. */
    @Transactional
    void prove(long id, String address) {
        var user = User.get(id);
        if (!user.proven && user.email.equals(address)) {
            user.proven = true;
            note("proved by a mailed invitation that " + address + " is theirs");
        }
    }

    @Transactional
    public List<User> all() {
        return User.list("order by email");
    }

    @Transactional
    public User byEmail(String email) {
        return User.byEmail(email).orElseThrow(() -> new NotFoundException("Nobody has the address " + email));
    }

    @Transactional
    Optional<Long> known(String email) {
        return User.byEmail(email).map(user -> user.id);
    }

    @Transactional
    User get(long id) {
        return User.get(id);
    }

    @Transactional
    String email(long id) {
        return User.get(id).email;
    }

    @Transactional
    Optional<User> active(String email) {
        return User.byEmail(email).filter(user -> user.status == User.Status.ACTIVE);
    }

    /** By the person themselves; every other session of theirs ends. */
    @Transactional
    public void changePassword(long id, String current, String changed, byte[] keptSession) {
        var user = User.get(id);
        if (!Passwords.matches(current, Optional.of(user.passwordHash))) {
            throw new Refused("current", "This is not your current password");
        }
        if (changed.equals(current)) {
            throw new Refused("password", "This is the password you have");
        }
        user.passwordHash = Passwords.hash(Passwords.good(changed, user.email));
        user.passwordTemporary = false;
        LoginSession.delete("userId = ?1 and hash <> ?2", id, keptSession);
        note("changed the password of " + user.email);
    }

    /** By an administrator; every session of the person ends. */
    @Transactional
    public WithPassword resetPassword(String email, Optional<String> password) {
        var user = byEmail(email);
        var secret = password.orElseGet(Users::oneTimePassword);
        user.passwordHash = Passwords.hash(Passwords.good(secret, user.email));
        user.passwordTemporary = password.isEmpty();
        user.proven = true;
        LoginSession.delete("userId", user.id);
        note("reset the password of " + user.email);
        return new WithPassword(user, secret);
    }

    /** The account for a place in an organization that an operator gives; somebody without one gets it. */
    @Transactional
    Claim claim(String email) {
        var known = User.byEmail(email);
        if (known.isPresent()) {
            if (!known.get().proven) {
                // Whoever held the link may be somebody else, and would be let in here under this address.
                throw new Refused(
                        "email",
                        known.get().email
                                + " made their account by an invitation's link, which proves nothing. Invite them"
                                + " by a link of this organization, or hand them a new password first (tocsin user"
                                + " password)");
            }
            return new Claim(known.get(), Optional.empty());
        }
        var created = create(email, "", Optional.empty(), false);
        return new Claim(created.user(), Optional.of(created.password()));
    }

    @Transactional
    public void change(long id, String name, User.Theme theme) {
        var user = User.get(id);
        user.name = named(name, user.email);
        user.theme = theme;
    }

    /** By an operator; the person does it on the account's own page. */
    @Transactional
    public void rename(String email, String name) {
        var user = byEmail(email);
        user.name = named(name, user.email);
        note("renamed " + user.email);
    }

    /** A disabled person can neither log in nor use a token, and is logged out at once. */
    @Transactional
    public void disable(String email) {
        var user = dispensable(email);
        user.status = User.Status.DISABLED;
        LoginSession.delete("userId", user.id);
        note("disabled the account " + user.email);
    }

    @Transactional
    public void enable(String email) {
        var user = byEmail(email);
        user.status = User.Status.ACTIVE;
        note("enabled the account " + user.email);
    }

    @Transactional
    public void makeInstanceAdmin(String email, boolean admin) {
        var user = byEmail(email);
        user.instanceAdmin = admin;
        note((admin ? "made " : "no longer lets ") + user.email + " be instance administrator");
    }

    /** Removes the person from every organization, with their tokens and sessions. */
    @Transactional
    public void delete(String email) {
        var user = dispensable(email);
        note("deleted the account " + user.email);
        user.delete();
    }

    /** Somebody without whom every organization still has an owner. */
    private User dispensable(String email) {
        var user = byEmail(email);
        var orphans = sql.solelyOwned(user.id);
        if (!orphans.isEmpty()) {
            throw new Refused(
                    "person",
                    user.email + " is the last owner of " + String.join(", ", orphans)
                            + "; make somebody else owner first, or delete the organization");
        }
        return user;
    }

    static String oneTimePassword() {
        return Secrets.readable(ONE_TIME_LENGTH);
    }

    private static String named(String name, String email) {
        var given = name == null ? "" : name.strip();
        var shown = given.isEmpty() ? email.substring(0, email.indexOf('@')) : given;
        return shown.substring(0, Math.min(100, shown.length()));
    }

    private void note(String what) {
        tenants.unconstrained(audit.actor().name(), what, all -> null);
    }
}
