package tocsin.project;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.ws.rs.NotFoundException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import tocsin.tenant.TenantScoped;

/** The public half of a DSN: who knows it may send events to the project, and read nothing. */
@Entity
public class ProjectKey extends TenantScoped {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public Long id;

    public Long projectId;
    public String publicKey;
    public String label = "Default";

    @Enumerated(EnumType.STRING)
    public Status status = Status.ACTIVE;

    /** Made for a sensor, with which it is shown and stopped. */
    public boolean sensor;

    public Instant createdAt = Instant.now();

    /** A disabled key is refused with 403, so that a leaked one can be stopped. */
    public enum Status {
        ACTIVE,
        DISABLED
    }

    /** Through its project, so that a right to one project is never a right to another. */
    static ProjectKey get(long project, long id) {
        return ProjectKey.<ProjectKey>find("projectId = ?1 and id = ?2 and not sensor", project, id)
                .firstResultOptional()
                .orElseThrow(NotFoundException::new);
    }

    static List<ProjectKey> of(long project) {
        return list("projectId = ?1 and not sensor order by id", project);
    }

    /** What an SDK is configured with. */
    String dsn(URI instance) {
        return dsn(instance, publicKey, projectId);
    }

    static String dsn(URI instance, String publicKey, long project) {
        return instance.getScheme() + "://" + publicKey + "@" + instance.getRawAuthority()
                + (instance.getRawPath() == null ? "" : instance.getRawPath()) + "/" + project;
    }
}
