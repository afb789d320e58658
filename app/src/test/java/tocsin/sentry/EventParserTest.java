package tocsin.sentry;

import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.sentry.Sent.NOW;
import static tocsin.sentry.Sent.parse;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tocsin.sentry.SentryEvent.EventError;
import tocsin.sentry.SentryEvent.Level;

/** The many forms in which SDKs tell what an event is, when, and of what. */
class EventParserTest {

    @Test
    void anEmptyEventHasItsDefaults() {
        var event = parse("{}");

        assertThat(event.id()).isNotNull();
        assertThat(event.timestamp()).isEqualTo(NOW);
        assertThat(event.level()).isEqualTo(Level.ERROR);
        assertThat(event.platform()).isEqualTo("other");
        assertThat(event.environment()).isEqualTo("production");
        assertThat(event.exceptions()).isEmpty();
        assertThat(event.tags()).isEmpty();
        assertThat(event.contexts()).isEmpty();
        assertThat(event.message()).isNull();
        assertThat(event.user()).isNull();
        assertThat(event.errors()).isEmpty();
        assertThat(event.meta()).isNull();
    }

    @Test
    void theEnvelopesIdWins() {
        var id = UUID.fromString("9ec79c33-ec99-42ab-8353-589fcb2e04dc");
        var json = "{'event_id':'fc6d8c0c43fc4630ad850ee518f1b9d0'}";

        assertThat(parse(json, new Received(NOW, null, null, id)).id()).isEqualTo(id);
        assertThat(parse(json).id()).isEqualTo(UUID.fromString("fc6d8c0c-43fc-4630-ad85-0ee518f1b9d0"));
        assertThat(parse("{'event_id':'fc6d8c0c-43fc-4630-ad85-0ee518f1b9d0'}").id())
                .isEqualTo(parse(json).id());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"'what'", "5", "{}", "'00000000000000000000000000000000'", "'+c6d8c0c43fc4630ad850ee518f1b9d0'"})
    void anEventWithoutProperIdGetsOne(String id) {
        var event = parse("{'event_id':" + id + "}");

        assertThat(event.id()).isNotEqualTo(parse("{'event_id':" + id + "}").id());
        assertThat(event.errors()).extracting(EventError::name).containsExactly("event_id");
    }

    @ParameterizedTest
    @CsvSource({"warn,WARNING", "log,INFO", "Fatal,FATAL", "critical,FATAL", "20,INFO", "debug,DEBUG"})
    void levelsHaveManyNames(String sent, Level level) {
        assertThat(parse("{'level':'" + sent + "'}").level()).isEqualTo(level);
    }

    @ParameterizedTest
    @CsvSource({"java,java", "Python,python", "crystal,other", "react-native,other", "7,other"})
    void platformsAreThoseOfTheList(String sent, String platform) {
        assertThat(parse("{'platform':'" + sent + "'}").platform()).isEqualTo(platform);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "{'release':' web@1.0 '}|web@1.0|-|production",
                "{'release':1.5,'dist':7,'environment':'staging'}|1.5|7|staging",
                "{'release':'a\\nb','dist':'a b','environment':'a/b'}|-|-|production",
                "{'release':'','dist':' ','environment':'None'}|-|-|production"
            })
    void labelsHaveTheirCharacters(String json, String release, String dist, String environment) {
        var event = parse(json);

        assertThat(event.release()).isEqualTo(release);
        assertThat(event.dist()).isEqualTo(dist);
        assertThat(event.environment()).isEqualTo(environment);
    }

    @ParameterizedTest
    @CsvSource({
        "'2026-11-20T09:00:00Z',2026-11-20T09:00:00Z",
        "'2026-11-20T09:00:00',2026-11-20T09:00:00Z",
        "'2026-11-20 09:00:00.123456789',2026-11-20T09:00:00.123456Z",
        "'2026-11-20T11:00:00+02:00',2026-11-20T09:00:00Z",
        "'2026-11-20T11:00:00.5+0200',2026-11-20T09:00:00.500Z",
        "1795165200,2026-11-20T09:00:00Z",
        "1795165200.25,2026-11-20T09:00:00.250Z",
        "'1795165200.25',2026-11-20T09:00:00.250Z"
    })
    void timesComeInAnyForm(String sent, Instant time) {
        var event = parse("{\"timestamp\":"
                + (sent.startsWith("1795165200") || sent.startsWith("\"") ? sent : "\"" + sent + "\"") + "}");

        assertThat(event.timestamp()).isEqualTo(time);
        assertThat(event.errors()).isEmpty();
    }

    @Test
    void aClockThatIsWrongIsCorrected() {
        var received = new Received(NOW, NOW.minus(Duration.ofHours(2)), null, null);

        var event = parse(
                "{'timestamp':'2026-11-21T07:59:00Z','breadcrumbs':[{'timestamp':'2026-11-21T07:58:00Z'}]}", received);

        assertThat(event.timestamp()).isEqualTo(NOW.minusSeconds(60));
        assertThat(event.breadcrumbs().getFirst().timestamp()).isEqualTo(NOW.minusSeconds(120));
        assertThat(event.errors()).extracting(EventError::type).containsExactly("clock_drift");
        assertThat(EventParser.parse(EventWriter.write(event), Received.at(NOW)))
                .isEqualTo(event);
    }

    @Test
    void aSlowNetworkIsNoWrongClock() {
        var received = new Received(NOW, NOW.minus(Duration.ofMinutes(54)), null, null);

        assertThat(parse("{'timestamp':'2026-11-21T09:00:00Z'}", received).timestamp())
                .isEqualTo("2026-11-21T09:00:00Z");
    }

    @Test
    void whatTheSdkFoundWrongIsKept() {
        var event = parse(
                "{'errors':[{'type':'js_no_source','url':'x','value':{'a':1}},5],'_meta':{'extra':{'':{'len':9}}}}");

        assertThat(event.errors()).containsExactly(new EventError("js_no_source", null, "{\"a\":1}", null));
        assertThat(event.meta()).hasToString("{\"extra\":{\"\":{\"len\":9}}}");
    }

    @Test
    void takesATreeAsWellAsBytes() {
        var tree = JsonNodeFactory.instance.objectNode().put("message", "hello").put("release", 1.5f);
        tree.putObject("extra")
                .put("long", 5L)
                .put("float", 0.5f)
                .put("bytes", new byte[] {1})
                .putPOJO("object", NOW);

        var event = EventParser.parse(tree, Received.at(NOW));

        assertThat(event.release()).isEqualTo("1.5");
        assertThat(EventParser.parse(EventWriter.write(event), Received.at(NOW)))
                .isEqualTo(event);
    }
}
