package tocsin.testing;

import static io.restassured.RestAssured.given;

import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.UUID;

/** A person of an organization who asks pages by session and the API by token. */
public record Reader(long user, String token, String session) {

    private static final String ALL_SCOPES = "{org:read,org:admin,project:read,project:write,project:releases,"
            + "event:read,event:write,event:admin,team:read,team:write,member:read,member:admin}";

    public static Reader of(Samples.Organization organization) {
        return of(organization, "ADMIN");
    }

    public static Reader of(Samples.Organization organization, String role) {
        var name = UUID.randomUUID().toString();
        long user = Samples.<Long>query(
                "insert into user_account (email, name, password_hash) values (?, 'Ada', 'none') returning id",
                name + "@example.org");
        Samples.execute(
                "insert into membership (tenant_id, user_id, role) values (?, ?, ?)",
                organization.tenant(),
                user,
                role);
        Samples.execute(
                "insert into api_token (tenant_id, user_id, name, hash, prefix, scopes) values (?, ?, 'test', ?, 'tcs', ?::text[])",
                organization.tenant(),
                user,
                sha256("token " + name),
                ALL_SCOPES);
        Samples.execute(
                "insert into login_session (hash, user_id, expires_at) values (?, ?, now() + interval '1 day')",
                sha256(name),
                user);
        return new Reader(user, "token " + name, name);
    }

    /** To the API. */
    public RequestSpecification api() {
        return given().header("Authorization", "Bearer " + token).urlEncodingEnabled(true);
    }

    /** To a page. */
    public RequestSpecification page() {
        return given().cookie("tocsin_session", session)
                .header(
                        "X-CSRF-Token",
                        Base64.getUrlEncoder().withoutPadding().encodeToString(sha256("csrf:" + session)))
                .redirects()
                .follow(false);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
