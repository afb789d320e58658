package tocsin.forward;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.qute.TemplateData;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.NotFoundException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import tocsin.account.Access;
import tocsin.account.Audit;
import tocsin.account.Refused;
import tocsin.account.Secrets;
import tocsin.outbox.DeliveryFailed;
import tocsin.sentry.SentryEvent.Level;

/** Every way a target comes and goes. Its secret is told once, when we made it, and never again. */
@ApplicationScoped
public class Forwards {

    /** More than anybody needs, and a bound for whoever does it with a program. */
    private static final int MOST = 20;

    private final Access access;
    private final Audit audit;
    private final ForwardSql sql;
    private final ForwardChannel channel;

    Forwards(Access access, Audit audit, ForwardSql sql, ForwardChannel channel) {
        this.access = access;
        this.audit = audit;
        this.sql = sql;
        this.channel = channel;
    }

    /** A target as lists show it. {@code address} has neither path nor query of a web address; nothing is secret. */
    @TemplateData
    @RegisterForReflection
    public record Listed(
            long id,
            ForwardKind kind,
            String name,
            String address,
            String channel,
            String login,
            boolean opened,
            boolean regressed,
            boolean everyEvent,
            String level,
            String environment,
            boolean active,
            Instant createdAt,
            int failures,
            Instant retryAt,
            long overflowed) {

        static Listed of(ForwardSql.Row row) {
            return new Listed(
                    row.id(),
                    row.kind(),
                    row.name(),
                    row.kind() == ForwardKind.WEBHOOK ? WebhookSender.shown(row.address()) : row.address(),
                    row.channel(),
                    row.login(),
                    row.opened(),
                    row.regressed(),
                    row.everyEvent(),
                    row.level().name().toLowerCase(Locale.ROOT),
                    row.environment(),
                    row.active(),
                    row.createdAt(),
                    row.failures(),
                    row.retryAt(),
                    row.overflowed());
        }
    }

    /** A new target with the key that signs what it gets, which is seen this once; empty where there is none. */
    @RegisterForReflection
    public record Created(Listed forward, String key) {}

    /** What a target said to a sample. */
    @TemplateData
    @RegisterForReflection
    public record Tried(boolean taken, String said) {}

    public List<Listed> list(long project) {
        return sql.list(access.tenant(), project).stream().map(Listed::of).toList();
    }

    public Listed get(long project, long id) {
        return Listed.of(row(project, id));
    }

    /** Asks the name server, which may be silent for long, before it takes one of the few connections to the database. */
    public Created create(long project, NewForward wanted) {
        var forward = checked(wanted);
        var shown = channel.check(forward);
        return QuarkusTransaction.requiringNew().call(() -> create(project, forward, shown));
    }

    private Created create(long project, NewForward forward, String shown) {
        if (sql.list(access.tenant(), project).size() >= MOST) {
            throw new Refused("name", "There are " + MOST + " targets already; delete one first");
        }
        var key = forward.kind() == ForwardKind.WEBHOOK ? "tcw_" + Secrets.random() : "";
        var id = sql.create(access.tenant(), project, forward, key.isEmpty() ? forward.secret() : key);
        note("forward.create", project, forward.name() + ", " + forward.kind().label() + ", " + shown);
        return new Created(get(project, id), key);
    }

    @Transactional
    public Listed become(long project, long id, boolean active) {
        var row = row(project, id);
        if (row.active() != active) {
            sql.become(access.tenant(), id, active);
            note(active ? "forward.enable" : "forward.disable", project, row.name());
        }
        return get(project, id);
    }

    @Transactional
    public void delete(long project, long id) {
        var row = row(project, id);
        sql.delete(access.tenant(), id);
        note("forward.delete", project, row.name());
    }

    /** Sends a sample now, and tells what came back. It is no delivery: nothing is tried again. */
    public Tried trySample(long project, long id) {
        var row = row(project, id);
        try {
            var said = channel.trySample(
                    access.tenant(), row.id(), access.project(project).slug(), access.org());
            return new Tried(true, said);
        } catch (DeliveryFailed e) {
            return new Tried(false, e.getMessage());
        }
    }

    private ForwardSql.Row row(long project, long id) {
        return sql.find(access.tenant(), project, id).orElseThrow(NotFoundException::new);
    }

    private void note(String action, long project, String detail) {
        audit.note(action, access.project(project).slug(), detail);
    }

    private static NewForward checked(NewForward wanted) {
        var name = bounded("name", wanted.name(), 100);
        if (name.isEmpty()) {
            throw new Refused("name", "Give it a name");
        }
        if (!wanted.opened() && !wanted.regressed() && !wanted.everyEvent()) {
            throw new Refused("facts", "Choose what is forwarded");
        }
        return new NewForward(
                wanted.kind(),
                name,
                bounded("address", wanted.address(), 2_000),
                bounded("channel", wanted.channel(), 250),
                bounded("login", wanted.login(), 250),
                bounded("secret", wanted.secret(), 1_000),
                wanted.opened(),
                wanted.regressed(),
                wanted.everyEvent(),
                wanted.level() == null ? Level.DEBUG : wanted.level(),
                bounded("environment", wanted.environment(), 250));
    }

    private static String bounded(String field, String text, int most) {
        var given = text == null ? "" : text.strip();
        if (given.length() > most || given.chars().anyMatch(Character::isISOControl)) {
            throw new Refused(field, "At most " + most + " characters in one line");
        }
        return given;
    }
}
