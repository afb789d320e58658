package tocsin.digest;

import io.quarkus.qute.TemplateData;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tocsin.account.Audit;
import tocsin.account.Refused;
import tocsin.tenant.CurrentTenant;

/** Asks for all that names a person to be removed, and tells how far that has come. */
@ApplicationScoped
public class Erasures {

    private static final int LONGEST = 500;

    private final ErasureSql sql;
    private final CurrentTenant tenant;
    private final Audit audit;

    Erasures(ErasureSql sql, CurrentTenant tenant, Audit audit) {
        this.sql = sql;
        this.tenant = tenant;
        this.audit = audit;
    }

    /**
     * One that was asked for. Whom it is about is told by the mark alone.
     *
     * @param project its slug; null for all of them
     * @param expected how many events there are to look at, about
     * @param finishedAt null as long as the work lasts
     */
    @TemplateData
    @RegisterForReflection
    public record Listed(
            long id,
            String kind,
            String mark,
            String project,
            Instant requestedAt,
            long lookedAt,
            long expected,
            long removed,
            Instant finishedAt) {

        /** In hundredths; all of them only when it is done. */
        public long progress() {
            return finishedAt != null ? 100 : expected == 0 ? 0 : Math.min(99, lookedAt * 100 / expected);
        }
    }

    public List<Listed> newest() {
        return sql.newest(tenant.id());
    }

    public Optional<Listed> find(long id) {
        return sql.get(tenant.id(), id);
    }

    /** @param project null for all of the organization */
    @Transactional
    public Listed ask(String kind, String value, Long project) {
        var subject = subject(kind, value);
        var id = sql.add(tenant.id(), subject, project);
        audit.note("person.erase", subject.kind().name().toLowerCase(java.util.Locale.ROOT), subject.mark());
        return sql.get(tenant.id(), id).orElseThrow();
    }

    private static Subject subject(String kind, String value) {
        var stripped = value == null ? "" : value.strip();
        if (stripped.isEmpty() || stripped.length() > LONGEST || stripped.indexOf(0) >= 0) {
            throw new Refused("value", "Up to " + LONGEST + " characters");
        }
        for (var known : Subject.Kind.values()) {
            if (known.name().equalsIgnoreCase(kind)) {
                return new Subject(known, stripped);
            }
        }
        throw new Refused("kind", "One of id, email, username, ip");
    }
}
