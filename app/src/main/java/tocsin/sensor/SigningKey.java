package tocsin.sensor;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import tocsin.tenant.TenantScoped;

/** What the tokens of a project's sensors are signed with: one is current, those before it are believed a while longer. */
@Entity
@Table(name = "sensor_signing_key")
public class SigningKey extends TenantScoped {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public Long id;

    public Long projectId;
    public byte[] secret;
    public Instant createdAt = Instant.now();
    public Instant retiresAt;

    static Optional<SigningKey> current(long project) {
        return SigningKey.<SigningKey>find("projectId = ?1 and retiresAt is null", project)
                .firstResultOptional();
    }
}
