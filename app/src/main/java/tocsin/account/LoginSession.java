package tocsin.account;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/** A browser that is logged in. Without the row the cookie is worth nothing. */
@Entity
public class LoginSession extends PanacheEntityBase {

    @Id
    public byte[] hash;

    public Long userId;
    public Instant createdAt = Instant.now();
    public Instant seenAt = Instant.now();
    public Instant expiresAt;
    public String ip;
    public String userAgent;

    static List<LoginSession> of(long user) {
        return list("userId = ?1 and expiresAt > ?2 order by seenAt desc", user, Instant.now());
    }

    /** A public name of the session, which opens nothing. */
    String handle() {
        return HexFormat.of().formatHex(hash, 0, 8);
    }
}
