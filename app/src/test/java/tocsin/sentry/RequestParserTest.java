package tocsin.sentry;

import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.sentry.Sent.NOW;
import static tocsin.sentry.Sent.parse;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tocsin.sentry.SentryEvent.Tag;

/** The many forms in which SDKs tell of a request, and of who made it. */
class RequestParserTest {

    @Test
    void aMebibyteOfSeparatorsTakesNoTime() {
        for (var field : new String[] {"query_string", "cookies"}) {
            var separators = (field.equals("cookies") ? ";" : "&").repeat(1_000_000);
            var started = System.nanoTime();
            parse("{'request':{'" + field + "':'" + separators + "a=b'}}");

            assertThat(System.nanoTime() - started).as(field).isLessThan(2_000_000_000L);
        }
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
}
