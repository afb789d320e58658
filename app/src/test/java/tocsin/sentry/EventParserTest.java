package tocsin.sentry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tocsin.sentry.SentryEvent.EventError;
import tocsin.sentry.SentryEvent.ExceptionValue;
import tocsin.sentry.SentryEvent.Level;
import tocsin.sentry.SentryEvent.LogEntry;
import tocsin.sentry.SentryEvent.Tag;

/** The many forms in which SDKs say the same. */
class EventParserTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

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
    @ValueSource(
            strings = {
                "{'exception':{'values':[{'type':'A'},null,{'type':'B','value':'b'}]}}",
                "{'exception':[{'type':'A'},{'type':'B','value':'b'}]}",
                "{'sentry.interfaces.Exception':[{'type':'A'},{'type':'B','value':'b'}]}",
                "{'exception':null,'sentry.interfaces.Exception':{'values':[{'type':'A'},{'type':'B','value':'b'}]}}"
            })
    void exceptionsComeInAnyForm(String json) {
        assertThat(parse(json).exceptions())
                .extracting(ExceptionValue::type, ExceptionValue::value)
                .containsExactly(tuple("A", null), tuple("B", "b"));
        assertThat(parse(json).errors()).isEmpty();
    }

    @Test
    void oneExceptionMayStandAlone() {
        assertThat(parse("{'exception':{'type':'A','value':{'code':5}}}").exceptions())
                .extracting(ExceptionValue::value)
                .containsExactly("{\"code\":5}");
    }

    @Test
    void aTypeMayStandInTheValue() {
        var exception = parse("{'exception':[{'value':'TypeError: x is not a function'}]}")
                .exceptions()
                .getFirst();

        assertThat(exception.type()).isEqualTo("TypeError");
        assertThat(exception.value()).isEqualTo("x is not a function");
        assertThat(parse("{'exception':[{'value':'no such file: x'}]}")
                        .exceptions()
                        .getFirst()
                        .type())
                .isNull();
    }

    @Test
    void anExceptionThatSaysNothingIsLeftOut() {
        var event = parse("{'exception':[{'module':'x'},{'type':'A'},5]}");

        assertThat(event.exceptions()).hasSize(1);
        assertThat(event.errors())
                .extracting(EventError::name)
                .containsExactly("exception.values.0", "exception.values.1");
    }

    @Test
    void theMechanismTellsWhetherItWasHandled() {
        var mechanism = parse(
                        "{'exception':[{'type':'A','mechanism':{'handled':'false','exception_id':1,'parent_id':'0','is_exception_group':true,'meta':{'signal':{'number':11}}}}]}")
                .exceptions()
                .getFirst()
                .mechanism();

        assertThat(mechanism.type()).isEqualTo("generic");
        assertThat(mechanism.handled()).isFalse();
        assertThat(mechanism.synthetic()).isNull();
        assertThat(mechanism.exceptionId()).isEqualTo(1);
        assertThat(mechanism.parentId()).isZero();
        assertThat(mechanism.exceptionGroup()).isTrue();
        assertThat(mechanism.meta().at("/signal/number").asInt()).isEqualTo(11);
    }

    @Test
    void framesKeepWhatTheySay() {
        var frame = frames(
                        "[null,{'function':'f','raw_function':'_f','module':'m','package':'p','abs_path':'/app/x.py','lineno':7,'colno':0,"
                                + "'context_line':'  boom()','pre_context':['a',null],'post_context':[''],'in_app':1,'vars':{'x':[1,2.5]},"
                                + "'instruction_addr':4096,'symbol_addr':'0x1','platform':'cocoa','source_link':'https://x'}]")
                .getFirst();

        assertThat(frame.filename()).isEqualTo("/app/x.py");
        assertThat(frame.rawFunction()).isEqualTo("_f");
        assertThat(frame.packageName()).isEqualTo("p");
        assertThat(frame.line()).isEqualTo(7);
        assertThat(frame.column()).isZero();
        assertThat(frame.contextLine()).isEqualTo("  boom()");
        assertThat(frame.preContext()).containsExactly("a", "");
        assertThat(frame.postContext()).containsExactly("");
        assertThat(frame.inApp()).isTrue();
        assertThat(frame.vars().at("/x/1").doubleValue()).isEqualTo(2.5);
        assertThat(frame.instructionAddress()).isEqualTo("0x1000");
        assertThat(frame.platform()).isEqualTo("cocoa");
    }

    @Test
    void theRawStackServesWhenThereIsNoOther() {
        var event =
                parse("{'exception':[{'type':'A','stacktrace':null,'raw_stacktrace':{'frames':[{'function':'f'}]}}]}");

        assertThat(event.exceptions().getFirst().stacktrace().frames()).hasSize(1);
    }

    @Test
    void aStackMayStandForItself() {
        assertThat(parse("{'sentry.interfaces.Stacktrace':{'frames':[{'function':'f'}],'registers':{'pc':'0x1'}}}")
                        .stacktrace()
                        .registers())
                .hasToString("{\"pc\":\"0x1\"}");
        assertThat(parse("{'stacktrace':[{'function':'f'}]}").stacktrace().frames())
                .hasSize(1);
        assertThat(parse("{'stacktrace':{'frames':[]}}").stacktrace()).isNull();
    }

    @Test
    void threadsHaveNumbersAsIds() {
        var thread = parse(
                        "{'threads':{'values':[{'id':5,'name':'main','crashed':true,'stacktrace':{'frames':[{'function':'f'}]}}]}}")
                .threads()
                .getFirst();

        assertThat(thread.id()).isEqualTo("5");
        assertThat(thread.crashed()).isTrue();
        assertThat(thread.current()).isNull();
        assertThat(thread.stacktrace().frames()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'message':'hello'}",
                "{'logentry':'hello'}",
                "{'message':{'message':'hello'}}",
                "{'logentry':{'formatted':'hello','message':'hello','params':[]}}",
                "{'sentry.interfaces.Message':{'formatted':'hello'}}",
                "{'logentry':null,'message':'hello'}"
            })
    void aPlainMessageHasNoTemplate(String json) {
        assertThat(parse(json).message()).isEqualTo(new LogEntry(null, "hello", null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "user %s has %d items, 100%%|['ann',5]|user ann has 5 items, 100%",
                "user %(name)s of %(none)s|{'name':'ann'}|user ann of %(none)s",
                "{} of {1} {name} {|['ann',5]|ann of 5 {name} {",
                "{name} %s|{'name':{'x':1}}|{\"x\":1} %s",
                "%s %s|['one']|one %s",
                "% %(x 5%|['one']|% %(x 5%"
            })
    void placeholdersAreFilledWhenTheSdkDidNot(String template, String params, String formatted) {
        var message = parse("{'logentry':{'message':'" + template + "','params':" + params + "}}")
                .message();

        assertThat(message.formatted()).isEqualTo(formatted);
    }

    @Test
    void breadcrumbsComeInAnyForm() {
        var json =
                "[{'timestamp':1795255200.5,'message':5,'level':'log','data':{'a':1}},null,{'timestamp':'never','type':'http'}]";

        for (var event : List.of(
                parse("{'breadcrumbs':" + json + "}"),
                parse("{'sentry.interfaces.Breadcrumbs':{'values':" + json + "}}"))) {
            var first = event.breadcrumbs().getFirst();
            assertThat(event.breadcrumbs()).hasSize(2);
            assertThat(first.timestamp()).isEqualTo(Instant.parse("2026-11-21T10:00:00.500Z"));
            assertThat(first.message()).isEqualTo("5");
            assertThat(first.type()).isEqualTo("default");
            assertThat(first.level()).isEqualTo(Level.INFO);
            assertThat(event.breadcrumbs().get(1).timestamp()).isNull();
            assertThat(event.errors()).extracting(EventError::name).containsExactly("breadcrumbs.values.1.timestamp");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'a':'1','b':true,'c':null}",
                "[['a',1],['b','true'],null,['c',null]]",
                "[{'key':'a','value':1},{'key':'b','value':true}]"
            })
    void tagsComeInAnyForm(String tags) {
        assertThat(parse("{'tags':" + tags + "}").tags()).containsExactly(new Tag("a", "1"), new Tag("b", "true"));
    }

    @Test
    void ofATagTheLastValueCounts() {
        assertThat(parse("{'tags':[['a','1'],['b','x\\ny'],[' a ','2']]}").tags())
                .containsExactly(new Tag("a", "2"), new Tag("b", "x y"));
    }

    @Test
    void theUrlIsTakenApart() {
        var request = parse(
                        "{'request':{'method':'get','url':'https://x.example/a?q=1%20+2&empty&%zz=%#top','env':{'SERVER_PORT':80}}}")
                .request();

        assertThat(request.method()).isEqualTo("GET");
        assertThat(request.url()).isEqualTo("https://x.example/a");
        assertThat(request.query()).containsExactly(new Tag("q", "1  2"), new Tag("empty", ""), new Tag("%zz", "%"));
        assertThat(request.fragment()).isEqualTo("top");
        assertThat(request.env()).containsExactly(new Tag("SERVER_PORT", "80"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"'a=1&b=2&a=3'", "[['a','1'],['b','2'],['a','3']]"})
    void theQueryKeepsItsOrder(String query) {
        assertThat(parse("{'request':{'query_string':" + query + "}}").request().query())
                .containsExactly(new Tag("a", "1"), new Tag("b", "2"), new Tag("a", "3"));
    }

    @Test
    void headersAndCookiesComeInAnyForm() {
        var request = parse(
                        "{'sentry.interfaces.Http':{'headers':{'content-type':['a','b'],'X-ID':5},'cookies':'a=1; b=2=3'}}")
                .request();

        assertThat(request.headers())
                .containsExactly(new Tag("Content-Type", "a"), new Tag("Content-Type", "b"), new Tag("X-ID", "5"));
        assertThat(request.cookies()).containsExactly(new Tag("a", "1"), new Tag("b", "2=3"));
        assertThat(parse("{'request':{'cookies':{'a':1}}}").request().cookies()).containsExactly(new Tag("a", "1"));
    }

    @Test
    void theUserKeepsWhatTheProtocolDoesNotKnow() {
        var user = parse(
                        "{'user':{'id':42,'email':'a@example.com','segment':'gold','data':{'plan':1},'geo':{'city':'Graz'}}}")
                .user();

        assertThat(user.identity()).isEqualTo("id:42");
        assertThat(user.data()).hasToString("{\"segment\":\"gold\",\"plan\":1}");
        assertThat(user.geo().get("city").asText()).isEqualTo("Graz");
        assertThat(parse("{'user':{}}").user()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "{'user':{'ip_address':'192.0.2.1'}}|192.0.2.1",
                "{'user':{'ip_address':'2001:db8::1'}}|2001:db8::1",
                "{'user':{'ip_address':'{{auto}}'}}|198.51.100.7",
                "{'user':{'id':1},'request':{'env':{'REMOTE_ADDR':'192.0.2.9'}},'platform':'javascript'}|192.0.2.9",
                "{'user':{'id':1},'platform':'javascript'}|198.51.100.7",
                "{'platform':'cocoa'}|198.51.100.7",
                "{'user':{'id':1},'platform':'python'}|-",
                "{'platform':'javascript','sdk':{'name':'x','settings':{'infer_ip':'never'}}}|-",
                "{'platform':'python','sdk':{'settings':{'infer_ip':'auto'}}}|198.51.100.7",
                "{'user':{'id':1,'ip_address':'localhost'}}|-",
                "{'user':{'id':1,'ip_address':'1.2.3'}}|-",
                "{'user':{'id':1},'request':{'env':{'REMOTE_ADDR':'unix:'}}}|-"
            })
    void theAddressIsOfWhomeverItCanBe(String json, String address) {
        var user = parse(json, new Received(NOW, null, "198.51.100.7", null)).user();

        assertThat(user == null ? null : user.ipAddress()).isEqualTo(address);
    }

    @Test
    void anAddressOfAnInterfaceIsNone() {
        assertThat(parse("{'platform':'javascript'}", new Received(NOW, null, "fe80::1%eth0", null))
                        .user())
                .isNull();
    }

    @Test
    void contextsAreObjectsUnderAnyName() {
        var event = parse("{'contexts':{'os':{'name':'Linux'},'none':null,'empty':{},'mine':{'a':[1]},'bad':'x'}}");

        assertThat(event.contexts()).containsOnlyKeys("os", "mine");
        assertThat(event.errors()).extracting(EventError::name).containsExactly("contexts.bad");
    }

    @Test
    void fingerprintsAreMadeText() {
        assertThat(parse("{'fingerprint':['{{ default }}',5,null,true]}").fingerprint())
                .containsExactly("{{ default }}", "5", "true");
        assertThat(parse("{'fingerprint':'one'}").fingerprint()).containsExactly("one");
        assertThat(parse("{'checksum':'abc'}").fingerprint()).containsExactly("abc");
        assertThat(parse("{'fingerprint':[['x']]}").errors())
                .extracting(EventError::name)
                .containsExactly("fingerprint.0");
    }

    @Test
    void theSdkListsItsPackages() {
        var sdk = parse(
                        "{'sdk':{'name':'sentry.python','version':'2.75.0','integrations':['flask'],'packages':[{'name':'pypi:sentry-sdk','version':'2.75.0'},null]}}")
                .sdk();

        assertThat(sdk.packages()).containsExactly("pypi:sentry-sdk@2.75.0");
        assertThat(sdk.integrations()).containsExactly("flask");
    }

    @Test
    void modulesAreNamesAndVersions() {
        assertThat(parse("{'modules':{'a':'1.0','b':2,'c':null}}").modules())
                .isEqualTo(Map.of("a", "1.0", "b", "2", "c", ""));
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

    private static List<SentryEvent.Frame> frames(String frames) {
        return parse("{'exception':[{'type':'A','stacktrace':{'frames':" + frames + "}}]}")
                .exceptions()
                .getFirst()
                .stacktrace()
                .frames();
    }

    private static SentryEvent parse(String json) {
        return parse(json, Received.at(NOW));
    }

    /** Single quotes stand for double ones. */
    private static SentryEvent parse(String json, Received received) {
        return EventParser.parse(json.replace('\'', '"').getBytes(UTF_8), received);
    }
}
