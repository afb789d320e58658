package tocsin.account;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import java.io.Serializable;
import tocsin.tenant.TenantScoped;

/** A person in a team. */
@Entity
@IdClass(TeamMember.Key.class)
public class TeamMember extends TenantScoped {

    @Id
    public Long teamId;

    @Id
    public Long userId;

    /** The two that make it one. */
    public record Key(Long teamId, Long userId) implements Serializable {}
}
