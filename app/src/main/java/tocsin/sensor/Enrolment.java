package tocsin.sensor;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.ws.rs.NotFoundException;
import java.time.Instant;
import java.util.List;
import tocsin.tenant.TenantScoped;

/** Lets so many sensors enrol until a day. We keep its token's hash and the beginning, by which people tell it. */
@Entity
@Table(name = "sensor_enrolment")
public class Enrolment extends TenantScoped {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public Long id;

    public Long projectId;
    public String label;
    public byte[] hash;
    public String prefix;
    public int most;
    public int used;
    public Instant createdAt = Instant.now();
    public Instant expiresAt;
    public Instant revokedAt;

    static Enrolment get(long project, long id) {
        return Enrolment.<Enrolment>find("projectId = ?1 and id = ?2 and revokedAt is null", project, id)
                .firstResultOptional()
                .orElseThrow(NotFoundException::new);
    }

    /** Those that still let somebody in. */
    static List<Enrolment> open(long project) {
        return list(
                "projectId = ?1 and revokedAt is null and expiresAt > ?2 and used < most order by id desc",
                project,
                Instant.now());
    }

    /** True for no more callers than it is good for, however many come at once. */
    static boolean use(long id) {
        return update(
                        "used = used + 1 where id = ?1 and revokedAt is null and expiresAt > ?2 and used < most",
                        id,
                        Instant.now())
                == 1;
    }
}
