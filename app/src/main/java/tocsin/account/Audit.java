package tocsin.account;

import jakarta.enterprise.context.ApplicationScoped;

/** Writes down who changed what, in the transaction of the change itself: no change without its entry. */
@ApplicationScoped
public class Audit {

    private final Access access;

    Audit(Access access) {
        this.access = access;
    }

    /** Who acts: a person, or the instance's own commands. */
    record Actor(Long userId, String name, String ip) {}

    public void note(String action, String target) {
        note(action, target, null);
    }

    public void note(String action, String target, String detail) {
        note(actor(), action, target, detail);
    }

    /** For what a program does by itself, with a key that somebody gave it. */
    public void noteOf(String program, String ip, String action, String target, String detail) {
        note(new Actor(null, program, ip), action, target, detail);
    }

    void note(Actor actor, String action, String target, String detail) {
        var entry = new AuditEntry();
        entry.userId = actor.userId();
        entry.actor = actor.name();
        entry.ip = actor.ip();
        entry.action = action;
        entry.target = target;
        entry.detail = detail;
        entry.persist();
    }

    /** For work that somebody asked for in another context. */
    void actAs(Actor actor) {
        access.actAs(actor);
    }

    Actor actor() {
        if (access.actor().isPresent()) {
            return access.actor().get();
        }
        return access.known()
                .map(person ->
                        new Actor(person.id(), person.email(), access.ip().orElse(null)))
                .orElseGet(() -> new Actor(null, "command", access.ip().orElse(null)));
    }
}
