package tocsin.forward;

import static io.restassured.RestAssured.given;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tocsin.account.Role;
import tocsin.testing.Envelopes;
import tocsin.testing.KafkaBroker;
import tocsin.testing.People;
import tocsin.testing.Postgres;
import tocsin.testing.Samples;
import tocsin.testing.TcpServer;

@QuarkusTest
@QuarkusTestResource(Postgres.class)
class KafkaForwardTest {

    private static final JsonMapper JSON = new JsonMapper();

    private static KafkaBroker kafka;

    private final Samples.Project project = Samples.project();
    private final String token = People.token(project.organization(), Role.OWNER);

    @BeforeAll
    static void startKafka() throws IOException, InterruptedException {
        kafka = new KafkaBroker("SCRAM-SHA-256,PLAIN");
        kafka.topic("bells");
        kafka.topic("small", "--config", "max.message.bytes=200");
    }

    @AfterAll
    static void stopKafka() {
        kafka.close();
    }

    @Test
    void eachNewIssueIsARecordThatAnyConsumerReads() throws IOException, InterruptedException {
        kafka.topic("issues");
        create(kafka.url(), "issues", Map.of());

        Envelopes.send(project, "First", "ding");
        Envelopes.send(project, "Second", "dong täglich 💥");

        var records = kafka.read("issues", 2);
        assertThat(records).hasSize(2).allMatch(record -> record.contains("\ttype:issue.opened\t"));
        for (var record : records) {
            var parts = record.split("\t", 4);
            assertThat(JSON.readTree(parts[3]).path("id").asText()).isEqualTo(parts[2]);
        }
        assertThat(records.stream().filter(record -> record.contains("dong täglich 💥")))
                .hasSize(1);
    }

    @Test
    void whoHasALoginTakesTheStrongestThatTheBrokerKnows() {
        var good =
                create(kafka.lockedUrl(), "bells", Map.of("login", KafkaBroker.LOGIN, "secret", KafkaBroker.PASSWORD));
        sample(good).body("taken", equalTo(true)).body("said", containsString("offset"));

        var bad = create(kafka.lockedUrl(), "bells", Map.of("login", KafkaBroker.LOGIN, "secret", "wrong-rope"));
        sample(bad)
                .body("taken", equalTo(false))
                .body("said", containsString("uthentication failed"))
                .body("said", not(containsString("wrong-rope")));
    }

    @Test
    void plainIsTakenWhereNothingElseIs() throws IOException, InterruptedException {
        try (var plain = new KafkaBroker("PLAIN")) {
            plain.topic("bells");
            var forward = create(
                    plain.lockedUrl(), "bells", Map.of("login", KafkaBroker.LOGIN, "secret", KafkaBroker.PASSWORD));

            sample(forward).body("said", containsString("offset"));
        }
    }

    @Test
    void ofSeveralBrokersTheFirstThatIsThereIsAsked() {
        var alive = kafka.url().replace("kafka://", "");
        sample(create("kafka://127.0.0.1:1,127.0.0.1:2," + alive, "bells", Map.of()))
                .body("taken", equalTo(true))
                .body("said", containsString("offset"));

        sample(create("kafka://127.0.0.1:1,127.0.0.1:2", "bells", Map.of()))
                .body("taken", equalTo(false))
                .body("said", containsString("127.0.0.1:1"))
                .body("said", containsString("127.0.0.1:2"));
        tryToCreate("kafka://127.0.0.1" + ",127.0.0.1".repeat(5), "bells", Map.of())
                .statusCode(409)
                .body(containsString("at most 5"));
    }

    @Test
    void whatTheTopicDoesNotTakeIsTold() {
        sample(create(kafka.url(), "nowhere", Map.of())).body("said", containsString("no such topic"));
        sample(create(kafka.url(), "no topic!", Map.of())).body("said", containsString("cannot be the name"));
        var small = create(kafka.url(), "small", Map.of());
        Envelopes.send(project, "Small", "x".repeat(300));
        await().atMost(30, SECONDS).untilAsserted(() -> given().header("Authorization", "Bearer " + token)
                .get("/api/v1/organizations/" + project.organization().slug() + "/deliveries?forward=" + small)
                .then()
                .body("[0].lastError", containsString("max.message.bytes")));
    }

    /** The first broker may name any address as the leader's. */
    @Test
    void aLeaderBehindTheDoorIsNotCalled() throws IOException {
        try (var liar = new TcpServer((caller, count) -> {
            var in = new java.io.DataInputStream(caller.getInputStream());
            in.readNBytes(in.readInt());
            var body = new java.io.ByteArrayOutputStream();
            var out = new java.io.DataOutputStream(body);
            // Its number; one broker: 7 at 10.1.2.3:9092, no rack; the controller; one topic with one partition, led by
            // 7.
            for (var number : new int[] {1, 1, 7}) {
                out.writeInt(number);
            }
            out.writeUTF("10.1.2.3");
            out.writeInt(9092);
            out.writeShort(-1);
            out.writeInt(7);
            out.writeInt(1);
            out.writeShort(0);
            out.writeUTF("bells");
            out.writeBoolean(false);
            out.writeInt(1);
            out.writeShort(0);
            for (var number : new int[] {0, 7, 0, 0}) {
                out.writeInt(number);
            }
            var answer = new java.io.DataOutputStream(caller.getOutputStream());
            answer.writeInt(body.size());
            body.writeTo(answer);
            caller.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
        })) {
            sample(create("kafka://127.0.0.1:" + liar.port(), "bells", Map.of()))
                    .body("taken", equalTo(false))
                    .body("said", containsString("10.1.2.3 is not a public address"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://broker.example.org",
                "kafka://127.0.0.1:70000",
                "kafka://127.0.0.1:9092/topic",
                "kafka://ringer:rope@127.0.0.1:9092",
                "kafka:///bells",
                "k",
                "kafka://127.0.0.1:9092,",
                "kafka://127.0.0.1:9092,,127.0.0.1:9093",
                "kafka://127.0.0.1:9092,kafka://127.0.0.1:9093"
            })
    void anAddressThatCannotBeOneIsRefused(String address) {
        tryToCreate(address, "bells", Map.of()).statusCode(409).body(containsString("kafka://broker.example.org:9092"));
    }

    private ValidatableResponse sample(int forward) {
        return given().header("Authorization", "Bearer " + token)
                .post(path("forwards/" + forward + "/samples"))
                .then()
                .statusCode(200);
    }

    private int create(String address, String topic, Map<String, String> more) {
        return tryToCreate(address, topic, more).statusCode(201).extract().path("forward.id");
    }

    private ValidatableResponse tryToCreate(String address, String topic, Map<String, String> more) {
        var wanted = new TreeMap<String, Object>(
                Map.of("kind", "kafka", "name", "tower", "address", address, "channel", topic, "opened", true));
        wanted.putAll(more);
        return given().header("Authorization", "Bearer " + token)
                .contentType("application/json")
                .body(wanted)
                .post(path("forwards"))
                .then();
    }

    private String path(String rest) {
        return "/api/v1/organizations/" + project.organization().slug() + "/projects/web/" + rest;
    }
}
