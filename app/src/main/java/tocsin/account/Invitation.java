package tocsin.account;

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
import tocsin.tenant.TenantScoped;

/** A place in the organization, kept for whoever brings the link. */
@Entity
public class Invitation extends TenantScoped {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public Long id;

    public String email;

    @Enumerated(EnumType.STRING)
    public Role role;

    public byte[] hash;
    /** Of the link that went to the address itself. */
    public byte[] mailHash;

    public Long invitedBy;
    public Instant createdAt = Instant.now();
    public Instant expiresAt;
    public Long acceptedBy;
    public Instant acceptedAt;

    static Invitation pending(long id) {
        return Invitation.<Invitation>find("id = ?1 and acceptedAt is null", id)
                .firstResultOptional()
                .orElseThrow(NotFoundException::new);
    }

    static Optional<Invitation> pending(String email) {
        return Invitation.<Invitation>find("email = ?1 and acceptedAt is null", email)
                .firstResultOptional();
    }

    static List<Invitation> pending() {
        return list("acceptedAt is null order by email");
    }

    /** True for one caller only, however many bring the link at once. */
    static boolean accept(long id, byte[] hash, long person) {
        return update(
                        "acceptedAt = ?1, acceptedBy = ?2 where id = ?3 and (hash = ?4 or mailHash = ?4)"
                                + " and acceptedAt is null",
                        Instant.now(),
                        person,
                        id,
                        hash)
                == 1;
    }
}
