package tocsin.project;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import java.io.Serializable;
import tocsin.tenant.TenantScoped;

/** A team that looks after a project, and so sees it. */
@Entity
@IdClass(ProjectTeam.Key.class)
public class ProjectTeam extends TenantScoped {

    @Id
    public Long projectId;

    @Id
    public Long teamId;

    /** The two that make it one. */
    public record Key(Long projectId, Long teamId) implements Serializable {}
}
