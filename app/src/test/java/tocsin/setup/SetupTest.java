package tocsin.setup;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tocsin.account.Refused;
import tocsin.account.Role;
import tocsin.account.Secrets;
import tocsin.config.Settings;
import tocsin.setup.SetupLinks.State;
import tocsin.tenant.Tenants;
import tocsin.testing.People;
import tocsin.testing.Postgres;
import tocsin.testing.Samples;

@QuarkusTest
@QuarkusTestResource(Postgres.class)
class SetupTest {

    @Inject
    SetupLinks links;

    @Inject
    Settings settings;

    @Inject
    SetupSql sql;

    @Inject
    Tenants tenants;

    private final String organization = "Setup " + UUID.randomUUID();
    private final String email = UUID.randomUUID() + "@example.org";

    @BeforeEach
    void asJustInstalled() {
        Samples.execute("update user_account set instance_admin = false");
        Samples.execute("delete from setup_link");
    }

    @Test
    void theLinkMakesTheAdministratorAndLeadsToTheFirstEvent() {
        var link = path(links.issue(false));
        stranger().get(link).then().statusCode(200).body(containsString("Set up Tocsin"));

        var begun = begin(link);

        begun.then().statusCode(303).header("Location", endsWith("/" + slug() + "/shop/start"));
        var session = stranger().cookie(People.COOKIE, begun.getCookie(People.COOKIE));
        session.get("/" + slug() + "/shop/start")
                .then()
                .statusCode(200)
                .body(containsString("Waiting for the first event"), containsString("pip install"));
        session.get("/instance").then().statusCode(200);
        assertThat(role()).isEqualTo("OWNER");
        assertThat(Samples.<Boolean>query("select password_temporary from user_account where email = ?", email))
                .isFalse();
        assertThat(Samples.<Long>query(
                        "select count(*) from audit_entry a join organization o using (tenant_id)"
                                + " where o.slug = ? and a.actor = ? and a.action in ('organization.create', 'project.create')",
                        slug(),
                        email))
                .isEqualTo(2);
        isOver(link);
    }

    @Test
    void onlyTheHashIsKept() {
        var link = path(links.issue(false));

        assertThat(Samples.<byte[]>query("select hash from setup_link"))
                .isEqualTo(Secrets.sha256(link.substring("/setup/".length())));
    }

    @Test
    void aLinkIsGoodForADay() {
        var noon = Instant.parse("2026-06-01T12:00:00Z");
        var link = path(at(noon).issue(false));
        var token = link.substring("/setup/".length());

        assertThat(at(noon.plus(Duration.ofHours(24)).minusSeconds(1)).isGood(token))
                .isTrue();
        assertThat(at(noon.plus(Duration.ofHours(24))).isGood(token)).isFalse();
        assertThat(at(noon.plus(Duration.ofHours(24))).use(token)).isFalse();
        assertThat(at(noon.plus(Duration.ofHours(24))).issueIfWanted()).isInstanceOf(State.Issued.class);
        assertThat(at(noon.plus(Duration.ofHours(24)).minusSeconds(1)).use(token))
                .as("replaced")
                .isFalse();
    }

    @Test
    void aLinkThatIsTooOldOrUnknownSaysHowToGetAnother() {
        var old = path(at(Instant.now().minus(Duration.ofHours(25))).issue(false));

        isOver(old);
        isOver("/setup/" + Secrets.random());
        isOver("/setup/%00");
        assertThat(accounts()).isZero();
    }

    @Test
    void aNewerLinkTakesItsPlace() {
        var first = path(links.issue(false));
        var second = path(links.issue(false));

        isOver(first);
        begin(first).then().statusCode(410);
        begin(second).then().statusCode(303);
    }

    @Test
    void whereThereIsAnAdministratorALinkHasToBeMeant() {
        var link = path(links.issue(false));
        administrator();

        isOver(link);
        begin(link).then().statusCode(410);
        assertThatThrownBy(() -> links.issue(false))
                .isInstanceOf(Refused.class)
                .hasMessageContaining("has an administrator")
                .hasMessageContaining("--again");
        assertThat(links.issueIfWanted()).isEqualTo(new State.Done());

        begin(path(links.issue(true))).then().statusCode(303);
    }

    @Test
    void oneThatWaitsIsNotReplacedUnasked() {
        var link = links.issue(false);

        assertThat(links.issueIfWanted()).isEqualTo(new State.Waiting(link.expiresAt()));

        begin(path(link)).then().statusCode(303);
    }

    @Test
    void twoClicksMakeOneAdministrator() throws Exception {
        var link = path(links.issue(false));
        try (var threads = Executors.newFixedThreadPool(4)) {
            var answers = threads.invokeAll(IntStream.range(0, 4)
                    .<Callable<Integer>>mapToObj(one -> () ->
                            typed(one + email, organization + one).post(link).statusCode())
                    .toList());

            assertThat(answers.stream().map(Future::resultNow).sorted()).containsExactly(303, 410, 410, 410);
        }
        assertThat(Samples.<Long>query("select count(*) from user_account where email like '%' || ?", email))
                .isEqualTo(1);
        assertThat(Samples.<Long>query("select count(*) from organization where name like ? || '%'", organization))
                .isEqualTo(1);
    }

    @Test
    void whatIsWrongLeavesNothingBehindAndTheLinkGood() {
        var link = path(links.issue(false));
        var taken = Samples.organization();

        wrong(link, "password", "short", "At least");
        wrong(link, "email", "nobody", "not an e-mail address");
        wrong(link, "organization", "Status", "keeps for itself");
        wrong(link, "organization", taken.slug(), "is taken");
        wrong(link, "organization", "", "Lower-case letters");
        wrong(link, "project", "Settings", "keeps for itself");
        wrong(link, "platform", "cobol", "not a platform");

        assertThat(accounts()).isZero();
        assertThat(Samples.<Long>query("select count(*) from organization where slug = ?", slug()))
                .isZero();
        begin(link).then().statusCode(303);
    }

    @Test
    void anotherSiteCannotSendTheForm() {
        var link = path(links.issue(false));

        typed(email, organization)
                .header("Sec-Fetch-Site", "cross-site")
                .post(link)
                .then()
                .statusCode(403);

        assertThat(accounts()).isZero();
    }

    private void wrong(String link, String field, String value, String words) {
        var values = new HashMap<>(Map.of(
                "name",
                "Ada",
                "email",
                email,
                "password",
                "a password of my own",
                "organization",
                organization,
                "project",
                "Shop",
                "platform",
                "python"));
        values.put(field, value);
        stranger()
                .formParams(values)
                .post(link)
                .then()
                .statusCode(422)
                .body(containsString(words), containsString("value=\"Ada\""));
    }

    private SetupLinks at(Instant now) {
        return new SetupLinks(() -> now, settings, sql, tenants);
    }

    private static void administrator() {
        var admin = People.member(Samples.organization(), Role.MEMBER);
        Samples.execute("update user_account set instance_admin = true where id = ?", admin.id());
    }

    private static String path(State state) {
        return ((State.Issued) state).link().getPath();
    }

    private Response begin(String link) {
        return typed(email, organization).post(link);
    }

    private static RequestSpecification typed(String email, String organization) {
        return stranger()
                .formParam("name", "Ada")
                .formParam("email", email)
                .formParam("password", "a password of my own")
                .formParam("organization", organization)
                .formParam("project", "Shop")
                .formParam("platform", "python");
    }

    private static RequestSpecification stranger() {
        return given().redirects().follow(false).header("Accept", "*/*");
    }

    private static void isOver(String link) {
        stranger().get(link).then().statusCode(410).body(containsString("tocsinctl admin link"));
    }

    private String slug() {
        return organization.toLowerCase(Locale.ROOT).replace(' ', '-');
    }

    private String role() {
        return Samples.query(
                "select role from membership m join user_account u on u.id = m.user_id where u.email = ?", email);
    }

    private long accounts() {
        return Samples.<Long>query("select count(*) from user_account where email = ?", email);
    }
}
