package tocsin.sentry;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static tocsin.sentry.Sent.NOW;
import static tocsin.sentry.Sent.parse;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tocsin.sentry.SentryEvent.EventError;
import tocsin.sentry.SentryEvent.ExceptionValue;
import tocsin.sentry.SentryEvent.Tag;

/** What is sent by mistake or on purpose never loses an event, and never takes the memory of others. */
class BadEventsTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final long MEBIBYTE = 1024 * 1024;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "5",
                "'text'",
                "{",
                "{'a'",
                "{'a':",
                "{'a':1",
                "{'a':1,}",
                "{'a':1}{}",
                "{'a':1} x",
                "{a:1}",
                "{'a':tru}",
                "{'a':'x",
                "{'a':'\\u12'}",
                "{'a':[1}",
                "{'a':01}",
                "{'a':-}",
                "{'a':1e}",
                "[{'a':1}]"
            })
    void whatIsNoObjectIsMalformed(String json) {
        assertThatThrownBy(() -> parse(json))
                .isInstanceOf(MalformedEvent.class)
                .message()
                .isNotBlank();
    }

    @Test
    void aByteOrderMarkIsNoHarm() {
        assertThat(parse("\uFEFF{'message':'hello'}").message().formatted()).isEqualTo("hello");
    }

    @Test
    void nulBytesAreTakenOut() {
        var event = parse(
                "{'message':'a\\u0000b\0c','tags':{'k\\u0000':'v\\u0000','\\u0000':'x'},'extra':{'a\\u0000':['\\u0000']},"
                        + "'contexts':{'c\\u0000':{'d\\u0000':1}},'modules':{'m\\u0000':'\\u0000'},'user':{'id':'\\u0000'},'_meta':{'\\u0000':{'x':'\\u0000'}},"
                        + "'exception':[{'type':'T\\u0000','stacktrace':{'frames':[{'context_line':'\\u0000','vars':{'v\\u0000':'\\u0000'}}]}}]}");

        assertThat(event.message().formatted()).isEqualTo("abc");
        assertThat(event.tags()).containsExactly(new Tag("k", "v"));
        assertThat(event.user()).isNull();
        assertThat(new String(EventWriter.write(event), UTF_8)).doesNotContain("\0", "\\u0000");
    }

    @Test
    void halvesOfSurrogatePairsBecomeReplacements() {
        var event = parse("{'message':'a\\ud800b\\udc00c\\ud83d\\ude00','extra':{'\\udfff':'\\ud800'}}");

        assertThat(event.message().formatted()).isEqualTo("a\uFFFDb\uFFFDc\uD83D\uDE00");
        assertThat(event.extra()).hasToString("{\"\uFFFD\":\"\uFFFD\"}");
        SameAgain.check(event);
    }

    @Test
    void invalidUtf8BecomesReplacements() {
        var json = "{\"message\":\"a\u00ff\u00c3(\u0080\u00ed\u00a0\u0080\"}".getBytes(ISO_8859_1);

        assertThat(EventParser.parse(json, Received.at(NOW)).message().formatted())
                .startsWith("a\uFFFD\uFFFD(\uFFFD")
                .matches("a[(\uFFFD]+");
    }

    @Test
    void notANumberIsNoValue() {
        var event = parse("{'extra':{'a':NaN,'b':[Infinity,-Infinity,1e999],'c':1},'release':NaN,'tags':{'t':NaN},"
                + "'exception':[{'type':'T','value':Infinity,'stacktrace':{'frames':[{'lineno':NaN}]}}]}");

        assertThat(event.extra()).hasToString("{\"a\":null,\"b\":[null,null,null],\"c\":1}");
        assertThat(event.release()).isNull();
        assertThat(event.exceptions().getFirst().value()).isNull();
        assertThat(event.errors())
                .extracting(EventError::name)
                .containsExactlyInAnyOrder(
                        "extra.a",
                        "extra.b.0",
                        "extra.b.1",
                        "extra.b.2",
                        "release",
                        "tags.t",
                        "exception.values.0.value",
                        "exception.values.0.stacktrace.frames.0.lineno");
    }

    @Test
    void ofDuplicateKeysTheLastCounts() {
        var event = parse("{'message':'first','message':'last','extra':{'a':1,'a':2}}");

        assertThat(event.message().formatted()).isEqualTo("last");
        assertThat(event.extra()).hasToString("{\"a\":2}");
    }

    @ParameterizedTest
    @CsvSource({
        "1516239022000",
        "'\"50000-01-01T00:00:00Z\"'",
        "'\"1969-12-31T23:59:59Z\"'",
        "-1",
        "'\"yesterday\"'",
        "'\"\"'",
        "{}",
        "true",
        "NaN",
        "1e300",
        "99999999999999999999999999",
        "'\"999999999999999999999999\"'",
        "'\"1e9999\"'",
        "'\".\"'",
        "'\"2026-13-45T00:00:00Z\"'",
        "'\"2026-11-23T10:00:00Z\"'"
    })
    void aTimeThatCannotBeIsThatOfReceipt(String time) {
        var event = parse("{'timestamp':" + time + "}");

        assertThat(event.timestamp()).isEqualTo(NOW);
        assertThat(event.errors()).extracting(EventError::name).containsExactly("timestamp");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "'-7'", "1.5", "'x'", "true", "[]", "99999999999", "99999999999999999999999999999"})
    void aLineThatCannotBeIsNone(String line) {
        var event = parse("{'exception':[{'type':'T','stacktrace':{'frames':[{'function':'f','lineno':" + line
                + ",'colno':" + line + "}]}}]}");

        var frame = event.exceptions().getFirst().stacktrace().frames().getFirst();
        assertThat(frame.line()).isNull();
        assertThat(frame.column()).isNull();
        assertThat(event.errors())
                .extracting(EventError::name)
                .containsExactly(
                        "exception.values.0.stacktrace.frames.0.lineno",
                        "exception.values.0.stacktrace.frames.0.colno");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "level",
                "tags",
                "extra",
                "contexts",
                "modules",
                "exception",
                "threads",
                "stacktrace",
                "breadcrumbs",
                "request",
                "user",
                "sdk",
                "debug_meta"
            })
    void aFieldOfTheWrongKindIsAnError(String field) {
        for (var value : new String[] {"'text'", "5", "true", "[[[]]]"}) {
            var event = parse("{'message':'kept','" + field + "':" + value + "}");

            assertThat(event.message().formatted()).isEqualTo("kept");
            SameAgain.check(event);
            assertThat(event.errors()).as(value).anySatisfy(error -> {
                assertThat(error.name()).startsWith(field);
                assertThat(error.type()).isEqualTo("invalid_data");
                assertThat(error.reason()).isNotBlank();
            });
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {70, 999, 1001, 10_000, 500_000})
    void nestingIsCut(int depth) {
        var json = "{'message':'kept','extra':{'deep':" + "[".repeat(depth) + "]".repeat(depth) + ",'flat':1},'_meta':"
                + "{'a':".repeat(Math.min(depth, 20_000)) + "1" + "}".repeat(Math.min(depth, 20_000))
                + ",'level':'info'}";

        var before = Allocated.byThisThread();
        var event = parse(json);

        assertThat(Allocated.byThisThread() - before).isLessThan(20 * MEBIBYTE);
        assertThat(event.message().formatted()).isEqualTo("kept");
        assertThat(event.level()).isEqualTo(SentryEvent.Level.INFO);
        assertThat(event.extra().get("flat").asInt()).isEqualTo(1);
        assertThat(event.extra().get("deep")).hasToString("[[[[[[[null]]]]]]]");
        assertThat(event.meta().at("/extra/deep/0/0/0/0/0/0/0//rem/0/0").asText())
                .isEqualTo("!limit");
        SameAgain.check(event);
    }

    @Test
    void nestingWithoutEndIsMalformed() {
        assertThatThrownBy(() -> parse("{'extra':" + "[".repeat(1_000_000))).isInstanceOf(MalformedEvent.class);
        assertThatThrownBy(() -> parse("{'extra':" + "{'a':".repeat(200_000))).isInstanceOf(MalformedEvent.class);
    }

    @Test
    void objectsNestedWhereTextBelongsAreCut() {
        var deep = "{'a':".repeat(10_000) + "1" + "}".repeat(10_000);

        var event = parse("{'exception':[{'type':'T','value':" + deep + "}],'message':" + deep + ",'contexts':{'x':"
                + deep + "}}");

        assertThat(event.exceptions()).extracting(ExceptionValue::type).containsExactly("T");
        SameAgain.check(event);
    }

    static String[] elements() {
        return new String[] {
            "{},",
            "[],",
            "{'a':1},",
            "1,",
            "99,",
            "'',",
            "'x',",
            "NaN,",
            "null,",
            "[1],",
            "{'type':'T','value':'v'},",
            "['a','b'],",
            "{'key':'a','value':'b'},",
            "123456789012345678901,",
            "{'function':'f','lineno':-1},",
            "'\\ud800\\u0000',"
        };
    }

    @ParameterizedTest
    @MethodSource("elements")
    void aMebibyteOfAnythingStaysSmall(String element) {
        for (var place : new String[] {"{'extra':{'x':@}}", "{'exception':@}", "{'tags':@}", "{'unknown':@}"}) {
            var bytes = filled(place, element, MEBIBYTE - 100);

            var before = Allocated.byThisThread();
            var event = EventParser.parse(bytes, Received.at(NOW));

            // Taken in all, which is more than twice of what is held at once
            assertThat(Allocated.byThisThread() - before).as(place).isLessThan(45 * MEBIBYTE);
            SameAgain.check(event);
        }
    }

    @ParameterizedTest
    @MethodSource("elements")
    void aListOfAnythingMayStandAnywhere(String element) {
        for (var place : new String[] {
            "{'breadcrumbs':@}",
            "{'exception':[{'type':'T','stacktrace':{'frames':@}}]}",
            "{'request':{'headers':@,'query_string':@}}",
            "{'fingerprint':@}",
            "{'errors':@}",
            "{'debug_meta':{'images':@}}",
            "{'sdk':{'packages':@,'integrations':@}}",
            "{'threads':@}",
            "{'contexts':{'x':{'y':@}}}",
            "{'_meta':{'y':@}}"
        }) {
            var event = EventParser.parse(filled(place, element, 50_000), Received.at(NOW));

            assertThat(event.errors()).hasSizeLessThanOrEqualTo(100);
            SameAgain.check(event);
        }
    }

    private static byte[] filled(String place, String element, long size) {
        var list = "[" + element.repeat((int) (size / element.length())) + "null]";
        return place.replace("@", list).replace('\'', '"').getBytes(UTF_8);
    }

    @Test
    void aMebibyteOfTextStaysSmall() {
        for (var field : new String[] {
            "message", "release", "level", "platform", "event_id", "timestamp", "fingerprint", "user", "transaction"
        }) {
            var bytes = ("{\"" + field + "\":\"" + "x".repeat((int) MEBIBYTE - 100) + "\"}").getBytes(UTF_8);

            var before = Allocated.byThisThread();
            var event = EventParser.parse(bytes, Received.at(NOW));

            assertThat(Allocated.byThisThread() - before).as(field).isLessThan(20 * MEBIBYTE);
            assertThat(EventWriter.write(event)).hasSizeLessThan(20_000);
        }
    }

    @Test
    void aNumberOfAMillionDigitsTakesNoTime() {
        var started = System.nanoTime();
        var event = parse("{'extra':{'a':" + "9".repeat(500_000) + ",'b':1e" + "9".repeat(200_000) + ",'c':0."
                + "1".repeat(200_000) + "},'user':{'id':" + "9".repeat(100_000) + "}}");

        assertThat(System.nanoTime() - started).isLessThan(2_000_000_000L);
        assertThat(event.extra().get("a").isNull()).isTrue();
        assertThat(event.extra().get("c").isNumber()).isTrue();
        SameAgain.check(event);
    }
}
