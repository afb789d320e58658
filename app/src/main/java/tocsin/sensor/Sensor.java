package tocsin.sensor;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.ws.rs.NotFoundException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import tocsin.tenant.TenantScoped;

/** A program that enrolled by itself and sends events with a token and a key of its own. */
@Entity
public class Sensor extends TenantScoped {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public Long id;

    public Long projectId;
    public Long keyId;
    public UUID publicId = UUID.randomUUID();
    public String name;
    public String version;
    public Instant enrolledAt = Instant.now();

    /** Written by ingest alone, so that whoever changes a sensor does not turn it back. */
    @Column(insertable = false, updatable = false)
    public Instant lastSeenAt;

    public Instant revokedAt;

    static Sensor get(long project, long id) {
        return Sensor.<Sensor>find("projectId = ?1 and id = ?2", project, id)
                .firstResultOptional()
                .orElseThrow(NotFoundException::new);
    }

    /** The newest first, below an id, with one more than {@code most} when there are more. */
    static List<Sensor> before(long project, long id, int most) {
        return Sensor.<Sensor>find("projectId = ?1 and id < ?2 order by id desc", project, id)
                .range(0, most)
                .list();
    }
}
