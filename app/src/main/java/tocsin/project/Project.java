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
import java.util.Optional;
import org.hibernate.annotations.SQLRestriction;
import tocsin.tenant.TenantScoped;

/** A program that is watched: what events belong to. */
@Entity
// One that was deleted is gone for everybody, while the job that removes it is still at work.
@SQLRestriction("deleted_at is null")
public class Project extends TenantScoped {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public Long id;

    public String slug;
    public String name;
    public String platform = "other";

    @Enumerated(EnumType.STRING)
    public Status status = Status.ACTIVE;

    public Instant createdAt = Instant.now();

    /** Whether far more than usual is damped. */
    public boolean spikeProtection = true;

    /** A disabled project accepts no events; what it has can still be read. */
    public enum Status {
        ACTIVE,
        DISABLED
    }

    public static Project get(long id) {
        return Project.<Project>find("id", id).firstResultOptional().orElseThrow(NotFoundException::new);
    }

    public static Optional<Project> bySlug(String slug) {
        return Project.<Project>find("slug", slug).firstResultOptional();
    }

    static List<Project> everyOne() {
        return list("order by slug");
    }

    List<Long> teams() {
        return ProjectTeam.<ProjectTeam>list("projectId", id).stream()
                .map(team -> team.teamId)
                .toList();
    }
}
