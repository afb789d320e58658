package tocsin.account;

import static io.restassured.RestAssured.given;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import jakarta.mail.internet.MimeMessage;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import tocsin.config.Settings;
import tocsin.mail.Mailers;
import tocsin.tenant.CurrentTenant;
import tocsin.testing.MailSink;
import tocsin.testing.People;
import tocsin.testing.Postgres;
import tocsin.testing.Samples;

@QuarkusTest
@QuarkusTestResource(Postgres.class)
@QuarkusTestResource(MailSink.class)
class InvitationMailTest {

    private static final Pattern LINK = Pattern.compile("https?://\\S+(/join/[A-Za-z0-9_-]{43})(?![A-Za-z0-9_-])");

    @Inject
    CurrentTenant current;

    @Inject
    InvitationMails mails;

    @Inject
    InvitationMailSql sql;

    @Inject
    Settings settings;

    @Inject
    Users users;

    private final Samples.Organization acme = Samples.organization();
    private final People.Somebody manager = People.member(acme, Role.MANAGER);
    private final String email = "bell-" + acme.slug() + "@example.org";

    @Test
    void whoeverComesByTheMailHasProvenTheAddress() throws Exception {
        invite(email).then().statusCode(201).body("invitation.mail.state", equalTo("waiting"));
        var mail = awaitMails(1).getFirst();
        assertThat(mail.getSubject()).startsWith("Join ").endsWith(" on Tocsin");
        assertThat(mail.getFrom()[0].toString()).isEqualTo("Tocsin <bells@tower.example>");
        assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(text(mail)).contains(manager.email() + " invites you");
        with(manager).get(invitations()).then().body("[0].mail.state", equalTo("sent"));

        arrive(link(mail)).then().statusCode(303).header("Location", endsWith("/" + acme.slug() + "/issues"));

        assertThat(proven(email)).isTrue();
        assertThat(users.claim(email).password()).isEmpty();
        assertThat(audited("member.invite")).isEqualTo("member, by mail");
    }

    @Test
    void whoeverHandsALinkOverDoesNotHoldTheMailedOne() throws Exception {
        var handed = URI.create(invite(email).then().extract().path("link")).getPath();
        var mailed = link(awaitMails(1).getFirst());
        assertThat(handed).isNotEqualTo(mailed);

        arrive(handed).then().statusCode(303);

        assertThat(proven(email)).isFalse();
        given().get(mailed).then().statusCode(410);
    }

    @Test
    void anAccountFromBeforeIsProvenByTheMailAndOnlyForItsOwnAddress() throws Exception {
        var other = Samples.organization();
        var bob = People.somebody();
        Samples.execute("update user_account set proven = false where id = ?", bob.id());
        invite(email).then().statusCode(201);
        join(bob, link(awaitMails(1).getFirst())).then().statusCode(303);
        assertThat(proven(bob.email())).as("the mail went to another address").isFalse();

        var owner = People.member(other, Role.OWNER);
        given().header("Authorization", "Bearer " + People.token(other, owner))
                .contentType("application/json")
                .body("{\"email\":\"" + bob.email() + "\",\"role\":\"MEMBER\"}")
                .post("/api/v1/organizations/" + other.slug() + "/invitations")
                .then()
                .statusCode(201);
        var mail = await().atMost(20, SECONDS)
                .until(() -> MailSink.mails(bob.email()), found -> !found.isEmpty())
                .getFirst();
        join(bob, link(mail)).then().statusCode(303);

        assertThat(proven(bob.email())).isTrue();
    }

    @Test
    void aNewLinkIsMailedAndTheOneBeforeIsOver() throws Exception {
        int id = invite(email).then().extract().path("invitation.id");
        var first = link(awaitMails(1).getFirst());

        with(manager)
                .post(invitations() + "/" + id + "/link")
                .then()
                .statusCode(201)
                .body("invitation.mail.state", equalTo("waiting"));

        given().get(first).then().statusCode(410);
        given().get(link(awaitMails(2).getLast())).then().statusCode(200);
    }

    @Test
    void nobodyHasUsWriteToOneAddressAgainAndAgain() {
        for (int time = 0; time < InvitationMails.MOST_TO_ONE; time++) {
            int id = invite(email)
                    .then()
                    .body("invitation.mail.state", equalTo("waiting"))
                    .extract()
                    .path("invitation.id");
            with(manager).delete(invitations() + "/" + id).then().statusCode(204);
        }

        invite(email)
                .then()
                .statusCode(201)
                .body("invitation.mail", nullValue())
                .body("link", containsString("/join/"));

        invite("other-" + email).then().body("invitation.mail.state", equalTo("waiting"));
    }

    @Test
    void nobodyHasUsWriteToManyAddressesAtOnce() {
        Samples.execute("""
                insert into delivery (tenant_id, kind, subject, state, finished_at)
                select ?, 'INVITATION', n || '@example.org', 'SENT', now() from generate_series(1, ?) n
                """, acme.tenant(), InvitationMails.MOST);

        invite(email).then().statusCode(201).body("invitation.mail", nullValue());

        Samples.execute(
                "update delivery set created_at = now() - interval '61 minutes' where tenant_id = ?", acme.tenant());
        invite(email).then().body("invitation.mail.state", equalTo("waiting"));
    }

    @Test
    void anAddressThatAMailServerCouldReadInAnotherWayGetsNoMail() {
        for (var odd : List.of(
                "one,two" + email,
                "name<" + email + ">",
                "<" + email + ">",
                "a;b" + email,
                "\\\"q\\\"" + email,
                "ü" + email,
                "all%far.example" + email,
                "far.example!all" + email,
                "|program" + email,
                "-" + email)) {
            invite(odd).then().statusCode(201).body("invitation.mail", nullValue());
        }
        invite("a@b\\r\\nBcc: all@example.org").then().statusCode(409);
        invite("a\\r\\nBcc:all@example.org").then().statusCode(409);
    }

    @Test
    void theNameOfAnOrganizationBeginsNoOtherHeader() throws Exception {
        Samples.execute(
                "update organization set name = ? where tenant_id = ?",
                "Acme\r\nBcc: all@example.org\r\n\r\n<b>Win</b>",
                acme.tenant());

        invite(email).then().statusCode(201);

        var mail = awaitMails(1).getFirst();
        assertThat(mail.getSubject()).isEqualTo("Join Acme Bcc: all@example.org <b>Win</b> on Tocsin");
        assertThat(mail.getAllRecipients()).hasSize(1);
        assertThat(mail.getHeader("Bcc")).isNull();
        assertThat(raw(mail)).contains("&lt;b&gt;Win").contains("join Acme Bcc:");
    }

    @Test
    void thePageSaysThatItIsMailedAndStillShowsALink() {
        var members = "/" + acme.slug() + "/settings/members";
        page().get(members).then().body(containsString("They get a link by mail"));

        page().formParam("_csrf", manager.csrf())
                .formParam("email", email)
                .formParam("role", "MEMBER")
                .post(members + "/invitations")
                .then()
                .statusCode(200)
                .body(allOf(containsString(email + " gets a link by mail"), containsString("/join/")));

        awaitMails(1);
        await().atMost(10, SECONDS).untilAsserted(() -> page().get(members)
                .then()
                .body(containsString(">mailed<"))
                .body(not(containsString("/join/"))));
    }

    @Test
    void aLetterIsWrittenOnlyWhileTheInvitationHolds() {
        int id = invite(email).then().extract().path("invitation.id");
        assertThat(letter(acme, id)).isPresent();
        assertThat(letter(Samples.organization(), id)).isEmpty();

        Samples.execute("update invitation set expires_at = now() where id = ?", (long) id);

        assertThat(letter(acme, id)).isEmpty();
    }

    @Test
    void withoutAMailServerTheLinkIsHandedOver() {
        var without = new InvitationMails(current, sql, Mailers.withoutServer(), settings);

        assertThat(CurrentTenant.as(acme.tenant(), () -> without.send(1, email)))
                .isEmpty();

        assertThat(Samples.<Long>query("select count(*) from delivery where tenant_id = ?", acme.tenant()))
                .isZero();
    }

    private Optional<InvitationMails.Letter> letter(Samples.Organization organization, long invitation) {
        return CurrentTenant.as(organization.tenant(), () -> mails.write(organization.tenant(), invitation));
    }

    private Response invite(String address) {
        return with(manager)
                .body("{\"email\":\"" + address + "\",\"role\":\"MEMBER\"}")
                .post(invitations());
    }

    private String invitations() {
        return "/api/v1/organizations/" + acme.slug() + "/invitations";
    }

    private List<MimeMessage> awaitMails(int most) {
        return await().atMost(20, SECONDS).until(() -> MailSink.mails(email), mails -> mails.size() >= most);
    }

    private static String link(MimeMessage mail) throws Exception {
        var found = LINK.matcher(text(mail));
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    private static String text(MimeMessage mail) throws Exception {
        return raw(mail).replaceAll("=\r?\n", "").replace("=3D", "=");
    }

    private static String raw(MimeMessage mail) throws Exception {
        return new String(mail.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }

    private static boolean proven(String address) {
        return Samples.<Boolean>query("select proven from user_account where email = ?", address);
    }

    private String audited(String action) {
        return Samples.query(
                "select detail from audit_entry where tenant_id = ? and action = ?", acme.tenant(), action);
    }

    private static Response arrive(String link) {
        return stranger()
                .formParam("name", "Bell")
                .formParam("password", "a password of my own")
                .post(link + "/account");
    }

    private static Response join(People.Somebody somebody, String link) {
        return stranger()
                .cookie(People.COOKIE, somebody.session())
                .formParam("_csrf", somebody.csrf())
                .post(link);
    }

    private RequestSpecification with(People.Somebody somebody) {
        return given().header("Authorization", "Bearer " + People.token(acme, somebody))
                .contentType("application/json");
    }

    private RequestSpecification page() {
        return stranger().cookie(People.COOKIE, manager.session());
    }

    private static RequestSpecification stranger() {
        return given().redirects().follow(false).header("Accept", "text/html");
    }
}
