package tocsin.tenant;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Function;

/** The one named way to work across tenants, for instance administrators and jobs. Every use is written down first. */
@ApplicationScoped
public class Tenants {

    private final TenantSql sql;

    Tenants(TenantSql sql) {
        this.sql = sql;
    }

    /**
     * Gives {@code work} the list of all tenants. It sees the data of one only through {@link CurrentTenant#as}: the
     * database's policies stay in force.
     *
     * @param actor who asks: a person's e-mail address, or the name of a job or command
     * @param reason why, in words that an auditor understands
     */
    public <T> T unconstrained(String actor, String reason, Function<List<Tenant>, T> work) {
        sql.audit(actor, reason);
        return CurrentTenant.inOwnContext(() -> work.apply(sql.all()));
    }
}
