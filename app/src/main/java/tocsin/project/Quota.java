package tocsin.project;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.ws.rs.NotFoundException;
import java.time.Instant;
import java.util.List;
import tocsin.quota.Window;
import tocsin.tenant.TenantScoped;

/** How much of one kind of data, or of all, is taken in a time: for a key, a project, or the organization. */
@Entity
class Quota extends TenantScoped {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public Long id;

    /** Null when it holds for the whole organization. */
    public Long projectId;

    /** Null when it holds for all keys together. */
    public Long keyId;

    /** As SDKs name it; empty for all together. */
    public String category = "";

    public long amount;

    @Enumerated(EnumType.STRING)
    public Window timeWindow;

    public Instant createdAt = Instant.now();

    /** Through its owner: the project, or the organization when that is null. */
    static Quota get(Long project, long id) {
        return Quota.<Quota>find("id = ?1 and " + owned(project), id)
                .firstResultOptional()
                .orElseThrow(NotFoundException::new);
    }

    static List<Quota> of(Long project) {
        return list(owned(project) + " order by keyId nulls first, category, amount, id");
    }

    private static String owned(Long project) {
        return project == null ? "projectId is null" : "projectId = " + project.longValue();
    }
}
