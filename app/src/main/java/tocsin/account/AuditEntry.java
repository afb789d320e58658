package tocsin.account;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.List;
import tocsin.tenant.TenantScoped;

/** What somebody changed in an organization. Written once, never changed. */
@Entity
public class AuditEntry extends TenantScoped {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public Long id;

    public Instant at = Instant.now();
    public Long userId;
    public String actor;
    public String ip;
    public String action;
    public String target;
    public String detail;

    /** The newest entries older than the given one; pass {@link Long#MAX_VALUE} to begin. */
    static List<AuditEntry> before(long id, int limit) {
        return AuditEntry.<AuditEntry>find("id < ?1 order by id desc", id)
                .page(0, limit)
                .list();
    }
}
