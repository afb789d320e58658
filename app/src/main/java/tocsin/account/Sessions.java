package tocsin.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Opens, lists and ends logins. */
@ApplicationScoped
class Sessions {

    private static final Duration IDLE = Duration.ofDays(14);

    /** A login as its person sees it. */
    public record Listed(
            String handle, Instant createdAt, Instant seenAt, String ip, String userAgent, boolean current) {}

    /** Returns the secret for the cookie. */
    @Transactional
    String open(long user, Optional<String> ip, String userAgent) {
        var secret = Secrets.random();
        var session = new LoginSession();
        session.hash = Secrets.sha256(secret);
        session.userId = user;
        session.expiresAt = Instant.now().plus(IDLE);
        session.ip = ip.orElse(null);
        session.userAgent = userAgent == null ? null : userAgent.substring(0, Math.min(300, userAgent.length()));
        session.persist();
        User.get(user).seenAt = Instant.now();
        LoginSession.delete("expiresAt < ?1", Instant.now());
        return secret;
    }

    @Transactional
    void close(byte[] hash) {
        LoginSession.delete("hash", hash);
    }

    @Transactional
    List<Listed> of(long user, byte[] current) {
        return LoginSession.of(user).stream()
                .map(session -> new Listed(
                        session.handle(),
                        session.createdAt,
                        session.seenAt,
                        session.ip,
                        session.userAgent,
                        Arrays.equals(session.hash, current)))
                .toList();
    }

    @Transactional
    void revoke(long user, String handle) {
        LoginSession.of(user).stream()
                .filter(session -> session.handle().equals(handle))
                .forEach(LoginSession::delete);
    }
}
