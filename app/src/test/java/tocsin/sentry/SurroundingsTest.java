package tocsin.sentry;

import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.sentry.Sent.parse;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tocsin.sentry.SentryEvent.EventError;
import tocsin.sentry.SentryEvent.Level;
import tocsin.sentry.SentryEvent.LogEntry;
import tocsin.sentry.SentryEvent.Tag;

/** The many forms in which SDKs tell what else was the case: words, steps, tags, contexts, versions. */
class SurroundingsTest {

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
}
