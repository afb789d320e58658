package tocsin.issue;

import static io.restassured.RestAssured.given;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static tocsin.testing.Envelopes.uuid;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tocsin.picture.Drawings;
import tocsin.testing.Envelopes;
import tocsin.testing.Postgres;
import tocsin.testing.Reader;
import tocsin.testing.Samples;

@QuarkusTest
@QuarkusTestResource(Postgres.class)
class AttachmentPagesTest {

    private static final byte[] PNG = Base64.getDecoder()
            .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    @Inject
    DeletionJob deletions;

    private Samples.Project project;
    private Reader reader;
    private String event;

    @BeforeEach
    void newProject() {
        project = Samples.project();
        reader = Reader.of(project.organization());
        event = Envelopes.id();
    }

    @Test
    void aFileIsListedWithItsEventAndComesBackByteForByte() throws IOException {
        var file = new byte[700_000];
        new Random(5).nextBytes(file);
        send("\"filename\":\"a \\u00fc\\\"b\\\".html\",\"content_type\":\"text/html\"", file);

        reader.page()
                .get(issue())
                .then()
                .statusCode(200)
                .body(containsString("Attachments"))
                .body(containsString("text/html"))
                .body(containsString("683.6 KiB"));
        var answer = reader.page().get(file());
        answer.then()
                .statusCode(200)
                .header("Content-Type", "application/octet-stream")
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", "sandbox; default-src 'none'")
                .header(
                        "Content-Disposition",
                        "attachment; filename=\"a __b_.html\"; filename*=UTF-8''a%20%C3%BC%22b%22.html");
        assertThat(answer.asByteArray()).isEqualTo(file);
        reader.page().get(file() + "/picture").then().statusCode(404);
    }

    @Test
    void onlyWhatIsAPictureIsShownAsOne() throws IOException {
        send("\"filename\":\"shot.png\"", PNG);
        reader.page()
                .get(file() + "/picture")
                .then()
                .statusCode(200)
                .header("Content-Type", "image/png")
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", "sandbox; default-src 'none'");

        event = Envelopes.id();
        send("\"filename\":\"evil.png\",\"content_type\":\"image/svg+xml\"", "<svg onload='alert(1)'/>".getBytes());
        reader.page().get(file() + "/picture").then().statusCode(404);
    }

    @Test
    void aPictureIsShownByASmallOneThatWeDrew() throws IOException {
        var screen = Drawings.of(Drawings.Kind.JPEG, 1170, 2532);
        send("\"filename\":\"screen\",\"content_type\":\"text/html\"", screen);
        awaitState("SMALL");

        reader.page()
                .get(issue())
                .then()
                .body(containsString(file() + "/thumbnail"))
                .body(not(containsString(file() + "/picture")));
        var answer = reader.page().get(file() + "/thumbnail");
        answer.then()
                .statusCode(200)
                .header("Content-Type", "image/png")
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", "sandbox; default-src 'none'");
        var small = ImageIO.read(new ByteArrayInputStream(answer.asByteArray()));
        assertThat(small.getHeight()).isEqualTo(320);
        assertThat(small.getWidth()).isEqualTo(148);

        var outside = Reader.of(project.organization(), "MEMBER");
        Reader.of(Samples.organization())
                .page()
                .get(file() + "/thumbnail")
                .then()
                .statusCode(404);
        outside.page().get(file() + "/thumbnail").then().statusCode(404);
        reader.page()
                .get(file().replace(event, Envelopes.id()) + "/thumbnail")
                .then()
                .statusCode(404);
    }

    @Test
    void aPictureThatCannotBeDrawnSaysSo() throws IOException {
        var torn = Arrays.copyOf(Drawings.of(Drawings.Kind.PNG, 100, 100), 60);
        send("\"filename\":\"torn.png\"", torn);
        awaitState("UNDRAWABLE");

        reader.page()
                .get(issue())
                .then()
                .body(containsString("no thumbnail: it is"))
                .body(not(containsString("/thumbnail")));
        reader.page().get(file() + "/thumbnail").then().statusCode(404);
        assertThat(reader.page().get(file()).asByteArray()).isEqualTo(torn);
    }

    @Test
    void whatNoSmallOneIsMadeOfIsShownItself() throws IOException {
        send("\"filename\":\"a.webp\"", "RIFF\0\0\0\0WEBPVP8 ".getBytes());

        reader.page().get(issue()).then().body(containsString(file() + "/picture"));
        reader.page().get(file() + "/picture").then().header("Content-Type", "image/webp");
        reader.page().get(file() + "/thumbnail").then().statusCode(404);
    }

    @Test
    void strangersAndOtherProjectsFindNoFile() throws IOException {
        send("\"filename\":\"secret.txt\"", "secret".getBytes());
        var stranger = Reader.of(Samples.project().organization());
        var other = Samples.project(project.organization(), "other");

        stranger.page().get(file()).then().statusCode(404);
        reader.page()
                .get(file().replace("/web/", "/" + other.slug() + "/"))
                .then()
                .statusCode(404);
        given().redirects().follow(false).get(file()).then().statusCode(303);
    }

    @Test
    void filesGoWithTheIssueOfTheirEvent() throws IOException {
        send("\"filename\":\"a.txt\"", "secret".getBytes());
        var other = event;
        event = Envelopes.id();
        send("Other", "\"filename\":\"b.txt\"", "stays".getBytes());
        var stays = file();
        event = other;
        var gone = file();

        reader.page().post(issue() + "/delete").then().statusCode(303);
        reader.page().get(gone).then().statusCode(404);
        deletions.run();

        assertThat(count("attachment where event_id = '" + uuid(other) + "'")).isZero();
        assertThat(count("attachment_chunk")).isEqualTo(1);
        reader.page().get(stays).then().statusCode(200).body(equalTo("stays"));
    }

    @Test
    void filesAndWordsGoWithTheProject() throws IOException {
        send("\"filename\":\"a.txt\"", "secret".getBytes());
        FeedbackTest.send(project, FeedbackTest.feedback(Envelopes.id(), event, "gone too", ""));
        given().queryParam("sentry_key", project.key())
                .multiPart("file", "orphan.txt", "no event".getBytes(), "text/plain")
                .post("/api/" + project.id() + "/events/" + Envelopes.id() + "/attachments/")
                .then()
                .statusCode(201);
        Samples.execute("update project set deleted_at = now() where id = ?", project.id());

        deletions.run();

        assertThat(count("attachment")).isZero();
        assertThat(count("attachment_chunk")).isZero();
        assertThat(count("feedback")).isZero();
    }

    @Test
    void anEventWithoutFilesSaysNothingOfThem() {
        FeedbackTest.send(project, Envelopes.of(event, Envelopes.exception("Boom", "it broke")));

        reader.page().get(issue()).then().statusCode(200).body(not(containsString("Attachments")));
    }

    private void send(String headers, byte[] file) throws IOException {
        send("Boom", headers, file);
    }

    private void send(String type, String headers, byte[] file) throws IOException {
        var envelope = new ByteArrayOutputStream();
        envelope.write(Envelopes.of(event, Envelopes.exception(type, "it broke")));
        envelope.write(("{\"type\":\"attachment\",\"length\":" + file.length + "," + headers + "}\n").getBytes());
        envelope.write(file);
        FeedbackTest.send(project, envelope.toByteArray());
    }

    private void awaitState(String state) {
        await().atMost(30, SECONDS)
                .until(
                        () -> Samples.<String>query("select picture from attachment where event_id = ?", uuid(event)),
                        state::equals);
    }

    private String issue() {
        return home() + "/issues/"
                + Samples.<Long>query(
                        "select issue_id from event where tenant_id = ? and event_id = ?",
                        project.tenant(),
                        uuid(event));
    }

    private String file() {
        return home() + "/events/" + event + "/attachments/"
                + Samples.<UUID>query("select attachment_id from attachment where event_id = ?", uuid(event));
    }

    private String home() {
        return "/" + project.organization().slug() + "/web";
    }

    private long count(String table) {
        return Samples.<Long>query(
                "select count(*) from (select * from " + table + ") t where tenant_id = ?", project.tenant());
    }
}
