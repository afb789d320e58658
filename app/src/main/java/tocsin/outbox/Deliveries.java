package tocsin.outbox;

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

/** What was sent of the projects that a person sees, what waits and what was given up. */
@ApplicationScoped
public class Deliveries {

    private final Access access;
    private final Audit audit;
    private final DeliveryListSql sql;

    Deliveries(Access access, Audit audit, DeliveryListSql sql) {
        this.access = access;
        this.audit = audit;
        this.sql = sql;
    }

    /** Where a delivery stands. */
    @TemplateData
    public enum State {
        WAITING,
        SENT,
        GIVEN_UP;

        /** By its name in the API; null for none. */
        static State of(String word) {
            if (word == null || word.isEmpty()) {
                return null;
            }
            for (var state : values()) {
                if (state.word().equals(word)) {
                    return state;
                }
            }
            throw new Refused("state", "There is no state “" + word + "”");
        }

        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** One line; {@code to} is a target's name or a person's address. */
    @TemplateData
    @RegisterForReflection
    public record Line(
            long id,
            String project,
            Long forward,
            String to,
            String kind,
            String subject,
            String state,
            int attempts,
            Instant createdAt,
            Instant dueAt,
            Instant finishedAt,
            String lastError) {}

    /** Newest first; {@code forward} and {@code state} may be null for all. */
    public List<Line> before(long id, Long forward, State state, int most) {
        return sql.before(access.tenant(), access.projects(), id, forward, state == null ? null : state.name(), most);
    }

    /** Sends again what was given up, or taken and lost over there; it is tried for a day again. */
    @Transactional
    public void replay(long id) {
        if (sql.replay(access.tenant(), access.projects(), id) == 0) {
            throw new NotFoundException();
        }
        audit.note("delivery.replay", Long.toString(id));
    }

    /** Sends all that was given up of one target; says how much that is. */
    @Transactional
    public int replayAll(long forward) {
        var replayed = sql.replayAll(access.tenant(), access.projects(), forward);
        if (replayed > 0) {
            audit.note("delivery.replay", "target " + forward, replayed + " deliveries");
        }
        return replayed;
    }
}
