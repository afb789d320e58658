package tocsin.account;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tocsin.tenant.TenantScoped;

/** Lets a program act for a person in one organization. We keep its hash and the beginning, by which people tell it. */
@Entity
public class ApiToken extends TenantScoped {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public Long id;

    public Long userId;
    public String name;
    public byte[] hash;
    public String prefix;
    public String[] scopes;
    public Instant createdAt = Instant.now();
    public Instant usedAt;
    public Instant expiresAt;
    public Instant revokedAt;

    static Optional<ApiToken> of(long user, long id) {
        return ApiToken.<ApiToken>find("userId = ?1 and id = ?2", user, id).firstResultOptional();
    }

    static List<ApiToken> of(long user) {
        return list("userId = ?1 and revokedAt is null order by id desc", user);
    }

    Set<Scope> scopeSet() {
        var set = EnumSet.noneOf(Scope.class);
        Arrays.stream(scopes).map(Scope::known).flatMap(Optional::stream).forEach(set::add);
        return set;
    }
}
