package tocsin.account;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.ws.rs.NotFoundException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tocsin.tenant.TenantScoped;

/** A person's place in an organization. Within the tenant of a unit of work the person's id is key enough. */
@Entity
public class Membership extends TenantScoped {

    @Id
    public Long userId;

    @Enumerated(EnumType.STRING)
    public Role role;

    public Instant createdAt = Instant.now();

    static Membership get(long user) {
        return known(user).orElseThrow(NotFoundException::new);
    }

    static Optional<Membership> known(long user) {
        return Membership.<Membership>find("userId", user).firstResultOptional();
    }

    static List<Membership> everybody() {
        return listAll();
    }

    /** Whether somebody else owns the organization too, and can log in to do so. */
    boolean hasOtherOwner() {
        return count(
                        "role = ?1 and userId <> ?2 and userId in (select u.id from User u where u.status = ?3)",
                        Role.OWNER,
                        userId,
                        User.Status.ACTIVE)
                > 0;
    }
}
