package tocsin.account;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.LockModeType;
import jakarta.ws.rs.NotFoundException;
import java.time.Instant;
import java.util.Optional;
import org.hibernate.annotations.SQLRestriction;

/** A tenant as its people see it. Its row is its own tenant: row-level security shows it to nobody else. */
@Entity
// One that was deleted is gone for everybody, while the job that removes it is still at work.
@SQLRestriction("deleted_at is null")
public class Organization extends PanacheEntityBase {

    @Id
    public String tenantId;

    public String slug;
    public String name;

    @Enumerated(EnumType.STRING)
    public Status status = Status.ACTIVE;

    public Instant createdAt = Instant.now();

    /** A disabled organization accepts no events, and nobody can enter it. */
    public enum Status {
        ACTIVE,
        DISABLED
    }

    public static Organization get(String tenant) {
        return Optional.<Organization>ofNullable(findById(tenant)).orElseThrow(NotFoundException::new);
    }

    /** As {@link #get}, and nobody else changes its members meanwhile. */
    static Organization locked(String tenant) {
        return Optional.<Organization>ofNullable(findById(tenant, LockModeType.PESSIMISTIC_WRITE))
                .orElseThrow(NotFoundException::new);
    }
}
