package tocsin.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.NotFoundException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Every way an API token comes and goes. A token never has more than the person who made it. */
@ApplicationScoped
public class Tokens {

    /** Tells people and secret scanners what it is. */
    public static final String PREFIX = "tcs_";

    private static final int SHOWN = PREFIX.length() + 4;

    private final Access access;
    private final Audit audit;

    Tokens(Access access, Audit audit) {
        this.access = access;
        this.audit = audit;
    }

    /** A token as lists show it. */
    public record Listed(
            long id,
            String name,
            String prefix,
            List<String> scopes,
            Instant createdAt,
            Optional<Instant> usedAt,
            Optional<Instant> expiresAt) {

        static Listed of(ApiToken token) {
            return new Listed(
                    token.id,
                    token.name,
                    token.prefix,
                    token.scopeSet().stream().map(Scope::text).toList(),
                    token.createdAt,
                    Optional.ofNullable(token.usedAt),
                    Optional.ofNullable(token.expiresAt));
        }
    }

    /** The only time that the secret is seen. */
    public record Created(Listed token, String secret) {}

    /** A person's tokens in this organization. */
    @Transactional
    public List<Listed> list(long user) {
        return ApiToken.of(user).stream().map(Listed::of).toList();
    }

    @Transactional
    public Created create(long user, String name, Set<Scope> scopes, Optional<Instant> expiresAt) {
        return create(user, name, scopes, expiresAt, PREFIX + Secrets.random());
    }

    /** With a secret that was made elsewhere, for demonstrations and tests. */
    @Transactional
    public Created create(long user, String name, Set<Scope> scopes, Optional<Instant> expiresAt, String secret) {
        if (scopes.isEmpty()) {
            throw new Refused("scopes", "A token without a scope can do nothing");
        }
        var own = access.known().isPresent()
                ? access.scopes()
                : Rights.ofSession(Membership.get(user).role, User.get(user).instanceAdmin)
                        .scopes();
        if (!own.containsAll(scopes)) {
            throw new Refused("scopes", "A token cannot do more than you can");
        }
        if (name == null || name.isBlank() || name.length() > 100) {
            throw new Refused("name", "A name of up to 100 characters tells what uses the token");
        }
        var token = new ApiToken();
        token.userId = user;
        token.name = name.strip();
        token.hash = Secrets.sha256(secret);
        token.prefix = secret.substring(0, SHOWN);
        token.scopes = scopes.stream().map(Scope::text).sorted().toArray(String[]::new);
        token.expiresAt = expiresAt.orElse(null);
        token.persist();
        audit.note("token.create", token.name, String.join(" ", token.scopes));
        return new Created(Listed.of(token), secret);
    }

    /** For demonstrations: all that the person may do; nothing when they are no member, or ever had it. */
    @Transactional
    public void ensure(long user, String name, String secret) {
        if (!knows(secret)) {
            Membership.known(user)
                    .ifPresent(member -> create(user, name, member.role.scopes(), Optional.empty(), secret));
        }
    }

    /** Works no more from this moment on. */
    @Transactional
    public void revoke(long user, long id) {
        var token = ApiToken.of(user, id).orElseThrow(NotFoundException::new);
        if (token.revokedAt == null) {
            token.revokedAt = Instant.now();
            audit.note("token.revoke", token.name);
        }
    }

    /** Whether this secret was ever given to somebody in this organization, also when it opens nothing any more. */
    @Transactional
    public boolean knows(String secret) {
        return ApiToken.count("hash", Secrets.sha256(secret)) > 0;
    }
}
