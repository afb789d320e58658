package tocsin.notice;

import static io.restassured.RestAssured.given;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tocsin.account.Role;
import tocsin.digest.Accepted;
import tocsin.digest.Digester;
import tocsin.digest.Origin;
import tocsin.digest.Submission;
import tocsin.mail.Mailers;
import tocsin.outbox.DeliveryFailed;
import tocsin.outbox.Due;
import tocsin.outbox.Facts;
import tocsin.outbox.IssueFact;
import tocsin.outbox.Kind;
import tocsin.sentry.SentryEvent.Level;
import tocsin.tenant.CurrentTenant;
import tocsin.testing.Envelopes;
import tocsin.testing.MailSink;
import tocsin.testing.People;
import tocsin.testing.Postgres;
import tocsin.testing.Samples;
import tocsin.testing.SmtpScript;
import tocsin.testing.TcpServer;

@QuarkusTest
@QuarkusTestResource(Postgres.class)
@QuarkusTestResource(MailSink.class)
class MailTest {

    private Samples.Project project;
    private People.Somebody owner;

    @Inject
    SignedLinks links;

    @Inject
    Digester digester;

    @Inject
    DigestSql digests;

    @Inject
    PreferenceSql preferences;

    @Inject
    DigestMail mails;

    @Inject
    InvitationMail invitations;

    @Inject
    NoticeConfig config;

    @Inject
    Vertx vertx;

    @BeforeEach
    void newProject() {
        project = Samples.project();
        owner = People.member(project.organization(), Role.OWNER);
    }

    @Test
    void aNewIssueIsMailedAsTextAndHtml() throws Exception {
        Envelopes.send(project, "Boom", "<b>the bell</b> cracked");

        var mail = awaitMails(owner, 1).getFirst();
        assertThat(mail.getSubject()).isEqualTo("[web] Boom: <b>the bell</b> cracked");
        assertThat(mail.getFrom()[0].toString()).isEqualTo("Tocsin <bells@tower.example>");
        assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
        assertThat(part(mail, "text/plain")).contains("web: 1 new issue", "Boom: <b>the bell</b> cracked", "WEB-1");
        assertThat(part(mail, "text/html"))
                .contains("Boom: &lt;b&gt;the bell&lt;/b&gt; cracked")
                .doesNotContain("<b>the bell");
    }

    @Test
    void aThousandNewIssuesAreOneMail() throws Exception {
        Samples.execute("""
                with opened as (
                    insert into issue (tenant_id, project_id, number, type, value, culprit, level, platform, first_seen,
                        last_seen, grouping_version)
                    select ?, ?, n, 'Storm', 'number ' || n, 'sky', 3, 'java', now(), now(), 1
                    from generate_series(1, 1000) n returning *
                )
                insert into outbox (tenant_id, project_id, kind, issue_id, level, environment, happened_at)
                select tenant_id, project_id, 'OPENED', id, level, 'test', now() from opened""", project.tenant(), project.id());

        var mail = awaitMails(owner, 1).getFirst();

        assertThat(mail.getSubject()).isEqualTo("[web] 1000 new issues");
        assertThat(part(mail, "text/plain")).contains("And 980 more");
        await().atMost(20, SECONDS).pollDelay(10, SECONDS).until(() -> true);
        assertThat(mails(owner)).hasSize(1);
    }

    @Test
    void theNextMailWaitsForItsTime() throws Exception {
        Envelopes.send(project, "First", "one");
        awaitMails(owner, 1);
        var first = System.nanoTime();
        Envelopes.send(project, "Second", "two");
        Envelopes.send(project, "Third", "three");

        var mails = awaitMails(owner, 2);
        assertThat(System.nanoTime() - first).isGreaterThan(SECONDS.toNanos(4));
        assertThat(mails.get(1).getSubject()).isEqualTo("[web] 2 new issues");
    }

    @Test
    void aSpikeIsMailedWhenItBeginsAndWhenItIsOver() throws Exception {
        dropped(700);
        var began = awaitMails(owner, 1).getFirst();
        dropped(541);
        await().until(() ->
                Samples.<Long>query("select dropped from spike where project_id = ?", project.id()) == 1241);
        Samples.execute("update spike set last_at = now() - interval '2 hours' where project_id = ?", project.id());
        Samples.execute("select door_spikes_end(4200, 1000)");
        var over = awaitMails(owner, 2).get(1);

        assertThat(began.getSubject()).isEqualTo("[web] Far more errors than usual");
        assertThat(part(began, "text/plain"))
                .contains("the rest is dropped", "/web/settings/outcomes?range=24h&category=error");
        assertThat(over.getSubject()).isEqualTo("[web] No more errors than usual again");
        assertThat(part(over, "text/html")).contains("1,241 errors were dropped");
    }

    /** As the writer of refusals counts what was above the usual. */
    private void dropped(long errors) throws Exception {
        var origin = new Origin(project.tenant(), project.id(), project.keyId(), Instant.now());
        var counted = new Accepted.Counted("error", "rate_limited", "spike", errors);
        digester.submit(new Submission(origin, List.of(counted))).get(30, SECONDS);
    }

    @Test
    void onlyThoseWhoSeeTheProjectAndWantItGetMail() {
        var member = People.member(project.organization(), Role.MEMBER);
        var outsider = People.member(project.organization(), Role.MEMBER);
        var team = Samples.<Long>query(
                "insert into team (tenant_id, slug, name) values (?, 'ringers', 'Ringers') returning id",
                project.tenant());
        Samples.execute("insert into project_team values (?, ?, ?)", project.tenant(), project.id(), team);
        Samples.execute("insert into team_member values (?, ?, ?)", project.tenant(), team, member.id());
        var manager = People.member(project.organization(), Role.MANAGER);
        want(manager, true);

        Envelopes.send(project, "Team", "news");

        awaitMails(member, 1);
        awaitMails(manager, 1);
        assertThat(mails(outsider)).isEmpty();
        assertThat(mails(owner)).as("sees it by role, and is in no team of it").isEmpty();
    }

    @Test
    void theLinkInTheMailStopsItWithoutALoginAndOnlyWhenItIsPressed() throws Exception {
        Envelopes.send(project, "Enough", "of this");
        var mail = awaitMails(owner, 1).getFirst();
        assertThat(mail.getHeader("List-Unsubscribe-Post")).containsExactly("List-Unsubscribe=One-Click");
        var header = mail.getHeader("List-Unsubscribe")[0];
        var link = header.substring(header.indexOf("/unsubscribe/"), header.length() - 1);

        given().get(link).then().statusCode(200).body(containsString("No more mail about web?"));
        given().header("Authorization", "Bearer " + People.token(project.organization(), owner))
                .get(api())
                .then()
                .body("wants", equalTo(true));
        given().contentType(ContentType.URLENC)
                .formParam("List-Unsubscribe", "One-Click")
                .post(link)
                .then()
                .statusCode(200)
                .body(containsString("No more mail about web"));

        given().header("Authorization", "Bearer " + People.token(project.organization(), owner))
                .get(api())
                .then()
                .body("wants", equalTo(false));
        assertThat(part(mail, "text/plain")).contains(link);
    }

    @Test
    void aLinkThatWeDidNotSignOrThatIsTooOldIsOver() {
        var who = new SignedLinks.Unsubscription(project.tenant(), project.id(), owner.id());
        var good = links.of(who, Instant.now());
        var old = links.of(who, Instant.now().minus(Duration.ofDays(366)));
        var other = good.replace("." + owner.id() + ".", "." + (owner.id() + 1) + ".");

        given().get("/unsubscribe/" + good).then().statusCode(200);
        for (var bad : List.of(old, other, good + "x", "x", "a.b.c.d.e", good.substring(1))) {
            given().post("/unsubscribe/" + bad).then().statusCode(410);
        }
        assertThat(Samples.<Long>query("select count(*) from mail_preference where project_id = ?", project.id()))
                .isZero();
    }

    @Test
    void aNewKeySignsAndLinksOfTheOldOneStillWork() {
        var who = new SignedLinks.Unsubscription(project.tenant(), project.id(), owner.id());
        var before = links.of(who, Instant.now());
        Samples.execute(
                "insert into instance_key (purpose, key) values ('unsubscribe', sha256(random()::text::bytea))");
        var after = links.of(who, Instant.now());

        assertThat(after).isNotEqualTo(before);
        assertThat(links.read(before, Instant.now())).contains(who);
        assertThat(links.read(after, Instant.now())).contains(who);
    }

    @Test
    void thePersonChoosesOnTheAccountsPage() {
        var path = "/account/mail/" + project.organization().slug() + "/web";
        page(owner).get("/account/mail").then().statusCode(200).body(containsString("mailed to you"));
        page(owner)
                .contentType(ContentType.URLENC)
                .formParam("wants", "false")
                .post(path)
                .then()
                .statusCode(303);
        page(owner).get("/account/mail").then().body(containsString("not mailed"));

        var stranger = People.member(Samples.organization(), Role.OWNER);
        page(stranger)
                .contentType(ContentType.URLENC)
                .formParam("wants", "true")
                .post(path)
                .then()
                .statusCode(404);
    }

    @Test
    void aMailThatNobodyTakesStandsAmongTheDeliveries() {
        Samples.execute("update user_account set email = ? where id = ?", "no such@address" + owner.id(), owner.id());

        Envelopes.send(project, "Undeliverable", "news");

        var token = People.token(project.organization(), owner);
        await().atMost(30, SECONDS).untilAsserted(() -> given().header("Authorization", "Bearer " + token)
                .get("/api/v1/organizations/" + project.organization().slug() + "/deliveries")
                .then()
                .body("[0].kind", equalTo("digest"))
                .body("[0].lastError", org.hamcrest.Matchers.notNullValue()));
    }

    @ParameterizedTest
    @CsvSource({"mail, 554 5.6.0 not this one, false", "RCPT, 450 greylisted, false", "greeting, 554 closed, true"})
    void oneMailThatIsRefusedKeepsNoOtherFromBeingSent(String word, String answer, boolean rests) throws Exception {
        Envelopes.send(project, "Boom", "news");
        awaitMails(owner, 1);
        try (var server = new TcpServer(new SmtpScript(Map.of(word, answer)))) {
            var channel =
                    new MailChannel(Mailers.at(vertx, server.port()), digests, preferences, mails, invitations, config);

            var failed = CurrentTenant.as(
                    project.tenant(),
                    () -> catchThrowableOfType(DeliveryFailed.class, () -> channel.deliver(digestToOwner())));

            assertThat(failed.isAlone()).isEqualTo(!rests);
            assertThat(failed.isHopeless()).isFalse();
            assertThat(channel.rests(0)).isEqualTo(rests);
        }
    }

    private Due digestToOwner() {
        var digest = Samples.<Long>query("select id from mail_digest where project_id = ?", project.id());
        return new Due(
                project.tenant(),
                1,
                project.id(),
                null,
                owner.id(),
                digest,
                null,
                Kind.DIGEST,
                "Boom",
                null,
                null,
                null,
                1,
                Instant.now());
    }

    @Test
    void withoutAMailServerNothingIsGathered() {
        var without = new MailChannel(Mailers.withoutServer(), digests, preferences, mails, invitations, config);
        var fact = new IssueFact(
                project.id(),
                "web",
                "web",
                project.organization().slug(),
                Kind.OPENED,
                1,
                1,
                "Boom",
                "",
                "",
                "java",
                Level.ERROR,
                List.of("test"),
                Instant.now());

        CurrentTenant.run(
                project.tenant(),
                () -> without.queue(project.tenant(), new Facts(List.of(fact), List.of(), List.of())));

        assertThat(Samples.<Long>query("select count(*) from mail_digest where project_id = ?", project.id()))
                .isZero();
        assertThat(without.rests(0)).isTrue();
    }

    private void want(People.Somebody somebody, boolean wants) {
        Samples.execute(
                "insert into mail_preference (tenant_id, project_id, user_id, wants) values (?, ?, ?, ?)",
                project.tenant(),
                project.id(),
                somebody.id(),
                wants);
    }

    private static RequestSpecification page(People.Somebody somebody) {
        return given().cookie(People.COOKIE, somebody.session())
                .header("X-CSRF-Token", somebody.csrf())
                .redirects()
                .follow(false);
    }

    private String api() {
        return "/api/v1/organizations/" + project.organization().slug() + "/projects/web/mail";
    }

    private static List<MimeMessage> mails(People.Somebody somebody) {
        return MailSink.mails(somebody.email());
    }

    private static List<MimeMessage> awaitMails(People.Somebody somebody, int most) {
        return await().atMost(40, SECONDS).until(() -> mails(somebody), mails -> mails.size() >= most);
    }

    /** The part of that type, wherever it is nested. */
    private static String part(Part mail, String type) throws Exception {
        if (mail.isMimeType(type)) {
            return (String) mail.getContent();
        }
        if (mail.getContent() instanceof MimeMultipart parts) {
            for (var at = 0; at < parts.getCount(); at++) {
                var found = part(parts.getBodyPart(at), type);
                if (found != null) {
                    return found;
                }
            }
        }
        return null;
    }
}
