package tocsin.testing;

import at.favre.lib.crypto.bcrypt.BCrypt;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import tocsin.account.Role;
import tocsin.account.Scope;
import tocsin.account.Secrets;

/** People for tests, with what lets them in: a session for the pages, a token for the API. */
public final class People {

    public static final String PASSWORD = "correct horse battery";
    public static final String COOKIE = "tocsin_session";

    private static final AtomicInteger COUNT = new AtomicInteger();

    /** Cheap on purpose: tests log in often. */
    private static final String HASH = BCrypt.withDefaults().hashToString(4, PASSWORD.toCharArray());

    private People() {}

    /** A member: {@code session} is the value of the cookie {@link #COOKIE}, {@code csrf} goes with each change. */
    public record Somebody(long id, String email, String session, String csrf) {}

    /** Nobody's member yet. */
    public static Somebody somebody() {
        var email = "person-" + COUNT.incrementAndGet() + "@example.org";
        long id = Samples.query(
                "insert into user_account (email, name, password_hash) values (?, ?, ?) returning id",
                email,
                "Person " + COUNT,
                HASH);
        var session = Secrets.random();
        Samples.execute(
                "insert into login_session (hash, user_id, expires_at) values (?, ?, now() + interval '1 hour')",
                Secrets.sha256(session),
                id);
        return new Somebody(id, email, session, csrf(session));
    }

    public static Somebody member(Samples.Organization organization, Role role) {
        var somebody = somebody();
        Samples.execute(
                "insert into membership (tenant_id, user_id, role) values (?, ?, ?)",
                organization.tenant(),
                somebody.id(),
                role.name());
        return somebody;
    }

    /** The secret of a new token of that member, with these scopes, or with all when none is named. */
    public static String token(Samples.Organization organization, Somebody member, Scope... scopes) {
        var granted = scopes.length == 0 ? Scope.values() : scopes;
        var secret = "tcs_" + Secrets.random();
        Samples.execute(
                "insert into api_token (tenant_id, user_id, name, hash, prefix, scopes)"
                        + " values (?, ?, 'Test', ?, 'tcs_test', string_to_array(?, ' '))",
                organization.tenant(),
                member.id(),
                Secrets.sha256(secret),
                String.join(" ", Arrays.stream(granted).map(Scope::text).toList()));
        return secret;
    }

    /** The secret of a token of a new member with that role. */
    public static String token(Samples.Organization organization, Role role, Scope... scopes) {
        return token(organization, member(organization, role), scopes);
    }

    /** As a page would carry it. */
    private static String csrf(String session) {
        return java.util.Base64.getUrlEncoder().withoutPadding().encodeToString(Secrets.sha256("csrf:" + session));
    }
}
