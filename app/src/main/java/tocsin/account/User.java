package tocsin.account;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.ws.rs.NotFoundException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A person, known by e-mail address in the whole instance. */
@Entity
@Table(name = "user_account")
public class User extends PanacheEntityBase {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public Long id;

    public String email;
    public String name;
    public String passwordHash;
    /** Made up for the person and seen by somebody else: it lets them in only to choose their own. */
    public boolean passwordTemporary;

    /** False for who came by an invitation's link that was handed over: it is no proof that the address is theirs. */
    public boolean proven = true;

    public boolean instanceAdmin;

    @Enumerated(EnumType.STRING)
    public Status status = Status.ACTIVE;

    @Enumerated(EnumType.STRING)
    public Theme theme = Theme.SYSTEM;

    public Instant createdAt = Instant.now();
    public Instant seenAt;

    public enum Status {
        ACTIVE,
        DISABLED
    }

    /** How pages look. */
    public enum Theme {
        SYSTEM,
        LIGHT,
        DARK
    }

    public static User get(long id) {
        return User.<User>findByIdOptional(id).orElseThrow(NotFoundException::new);
    }

    public static Optional<User> byEmail(String email) {
        return User.<User>find("email", normal(email)).firstResultOptional();
    }

    static List<User> all(Collection<Long> ids) {
        return list("id in ?1 order by email", ids);
    }

    /** As it is kept, if it is one. */
    static String address(String email) {
        var normal = normal(email);
        if (!normal.matches("[^@\\s\\p{Cntrl}]+@[^@\\s\\p{Cntrl}]+") || normal.length() > 254) {
            throw new Refused("email", "This is not an e-mail address");
        }
        return normal;
    }

    static String normal(String email) {
        return email.strip().toLowerCase(Locale.ROOT);
    }
}
