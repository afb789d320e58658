package tocsin.sentry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static tocsin.sentry.Sent.parse;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is too long is trimmed in the same way each time, and the event says so. */
class EventLimitsTest {

    @ParameterizedTest
    @CsvSource({"release,200", "environment,64", "server_name,256", "culprit,200", "transaction,200", "message,8192"})
    void longTextEndsInAnEllipsis(String field, int max) {
        var fits = "x".repeat(max);
        var event = parse("{'" + field + "':'" + fits + "y'}");

        assertThat(new String(EventWriter.write(event), UTF_8)).contains("\"" + fits.substring(3) + "...\"");
        assertThat(event.meta().at("/" + field + "//len").asInt()).isEqualTo(max + 1);
        assertThat(event.meta().at("/" + field + "//rem"))
                .hasToString("[[\"!limit\",\"s\"," + (max - 3) + "," + max + "]]");
        assertThat(parse("{'" + field + "':'" + fits + "'}").meta()).isNull();
        SameAgain.check(event);
    }

    @Test
    void aCutNeverSplitsASurrogatePair() {
        var event = parse("{'release':'" + "x".repeat(196) + "\uD83D\uDE00".repeat(10) + "'}");

        assertThat(event.release()).isEqualTo("x".repeat(196) + "...");
        SameAgain.check(event);
    }

    @Test
    void aHundredTagsAreKept() {
        var tags = IntStream.range(0, 150).mapToObj(i -> "['k" + i + "','v']").collect(Collectors.joining(","));

        var event = parse("{'tags':[" + tags + ",['k5','" + "w".repeat(300) + "']]}");

        assertThat(event.tags()).hasSize(100);
        assertThat(event.tags().get(5).value()).hasSize(200).endsWith("...");
        assertThat(event.meta().at("/tags//len").asInt()).isEqualTo(151);
        SameAgain.check(event);
    }

    @Test
    void theYoungestFramesAreKeptAndDetailsAtBothEnds() {
        var frames = IntStream.range(0, 300)
                .mapToObj(i -> "{'function':'f" + i + "','vars':{'i':" + i
                        + "},'pre_context':['a'],'post_context':['b'],'context_line':'c'}")
                .collect(Collectors.joining(","));

        var event = parse("{'exception':[{'type':'T','stacktrace':{'frames':[" + frames + "]}}]}");

        var stack = event.exceptions().getFirst().stacktrace();
        assertThat(stack.frames()).hasSize(250);
        assertThat(stack.trimmed()).isEqualTo(50);
        assertThat(stack.frames().getFirst().function()).isEqualTo("f50");
        assertThat(stack.frames().getLast().function()).isEqualTo("f299");
        assertThat(stack.frames().stream().filter(frame -> frame.vars() != null))
                .hasSize(50);
        assertThat(stack.frames().get(24).vars()).isNotNull();
        assertThat(stack.frames().get(25).vars()).isNull();
        assertThat(stack.frames().get(25).preContext()).isEmpty();
        assertThat(stack.frames().get(25).contextLine()).isEqualTo("c");
        assertThat(stack.frames().get(225).postContext()).containsExactly("b");
        assertThat(event.meta().at("/exception/values/0/stacktrace/frames//len").asInt())
                .isPositive();
        SameAgain.check(event);
    }

    @Test
    void ofTheLinesAroundTheNearestAreKept() {
        var lines = IntStream.range(0, 40).mapToObj(i -> "'" + i + "'").collect(Collectors.joining(","));

        var event = parse("{'stacktrace':{'frames':[{'pre_context':[" + lines + "],'post_context':[" + lines + "]}]}}");

        var frame = event.stacktrace().frames().getFirst();
        assertThat(frame.preContext()).hasSize(30).endsWith("39");
        assertThat(frame.postContext()).hasSize(30).startsWith("0");
        SameAgain.check(event);
    }

    @Test
    void theLastBreadcrumbsAreKept() {
        var crumbs =
                IntStream.range(0, 300).mapToObj(i -> "{'message':'" + i + "'}").collect(Collectors.joining(","));

        var event = parse("{'breadcrumbs':[" + crumbs + "]}");

        assertThat(event.breadcrumbs()).hasSize(250);
        assertThat(event.breadcrumbs().getLast().message()).isEqualTo("299");
        assertThat(event.meta().at("/breadcrumbs/values//len").asInt()).isEqualTo(300);
        SameAgain.check(event);
    }

    @Test
    void extraStaysWithinItsLimits() {
        var values = IntStream.range(0, 40)
                .mapToObj(i -> "'k" + i + "':{'text':'" + "x".repeat(20_000) + "','more':[1,2,3]}")
                .collect(Collectors.joining(","));

        var event = parse("{'extra':{" + values + "}}");

        assertThat(event.extra().size()).isBetween(15, 17);
        assertThat(event.extra().get("k0").get("text").asText())
                .hasSizeBetween(16_000, 16_384)
                .endsWith("...");
        assertThat(event.extra().get("k0").has("more")).isFalse();
        assertThat(event.meta().at("/extra//len").asInt()).isEqualTo(40);
        SameAgain.check(event);
    }

    @Test
    void aContextStaysWithinEightKibibytes() {
        var list = "'0123456789',".repeat(5000);

        var event = parse("{'contexts':{'a':{'list':[" + list + "1]},'b':{'x':1}}}");

        assertThat(event.contexts().get("a").toString()).hasSizeBetween(8000, 8192);
        assertThat(event.contexts().get("b").get("x").asInt()).isEqualTo(1);
        assertThat(event.meta().at("/contexts/a/list//len").asInt()).isEqualTo(5001);
        SameAgain.check(event);
    }

    @Test
    void modulesStayWithinEightKibibytes() {
        var modules = IntStream.range(0, 2_000)
                .mapToObj(i -> "'package-" + i + "':'1.0." + i + "'")
                .collect(Collectors.joining(","));

        var event = parse("{'modules':{" + modules + "}}");

        // As JSON: each with four quotes, a colon and a comma.
        assertThat(event.modules().entrySet().stream()
                        .mapToInt(module ->
                                module.getKey().length() + module.getValue().length() + 6)
                        .sum())
                .isBetween(8_000, 8_192);
        assertThat(event.modules()).containsEntry("package-0", "1.0.0");
        assertThat(event.meta().at("/modules//len").asInt()).isEqualTo(2_000);
        SameAgain.check(event);
    }

    /** Of a flag's name and value there is no limit of its own: what all of them may take is that of a context. */
    @Test
    void flagsStayWithinTheLimitOfAContext() {
        var flags = IntStream.range(0, 1_000)
                .mapToObj(i -> "{'flag':'flag-" + i + "','result':true}")
                .collect(Collectors.joining(","));

        var event = parse("{'contexts':{'flags':{'values':[" + flags + "]}}}");

        assertThat(event.contexts().get("flags").toString()).hasSizeBetween(6_000, 8_192);
        assertThat(event.contexts().get("flags").at("/values/0/flag").asText()).isEqualTo("flag-0");
        assertThat(event.meta().at("/contexts/flags/values//len").asInt()).isEqualTo(1_000);
        SameAgain.check(event);
    }

    @Test
    void theRequestsBodyStaysWithinEightKibibytes() {
        assertThat(parse("{'request':{'data':'" + "x".repeat(10_000) + "'}}")
                        .request()
                        .data()
                        .asText())
                .hasSize(8190)
                .endsWith("...");
    }

    @Test
    void remarksThatAreTooManyAreLeftOutButEventsStayTheSame() {
        var values = IntStream.range(0, 3000)
                .mapToObj(i -> "'k" + i + "':[[[[[[[[[" + i + "]]]]]]]]]")
                .collect(Collectors.joining(","));

        var event = parse(
                "{'extra':{" + values + "},'_meta':{'extra':{'':{'len':5,'rem':7},'x':'" + "y".repeat(60_000) + "'}}}");

        assertThat(event.meta().toString()).hasSizeLessThan(128 * 1024);
        SameAgain.check(event);
    }

    @Test
    void errorsThatAreTooManyAreLeftOut() {
        var event = parse("{'extra':{'x':[" + "NaN,".repeat(1000) + "1]},'errors':[{'type':'sent','name':'x'}]}");

        assertThat(event.errors()).hasSize(100);
        assertThat(event.errors().getFirst().type()).isEqualTo("sent");
        SameAgain.check(event);
    }

    @Test
    void namesOfAMebibyteAreCutAndNotRemembered() {
        var name = "x".repeat(EnvelopeParser.MAX_EVENT_BYTES - 100);
        for (var field : new String[] {"tags", "extra", "contexts", "modules"}) {
            for (var time = 0; time < 30; time++) {
                var before = Allocated.byThisThread();
                var event = parse("{'" + field + "':{'" + time + name + "':"
                        + (field.equals("contexts") ? "{'a':1}" : "'v'") + "}}");

                assertThat(Allocated.byThisThread() - before).as(field + time).isLessThan(30L * 1024 * 1024);
                assertThat(EventWriter.write(event)).hasSizeLessThan(5_000);
                assertThat(new String(EventWriter.write(event), UTF_8)).contains("xxx...");
                SameAgain.check(event);
            }
        }
    }

    @Test
    void ofAHundredThousandKeysAHundredAreKeptAndTheRestIsSaidToBeMissing() {
        var tags = IntStream.range(0, 100_000)
                .mapToObj(i -> "'" + Integer.toString(i, 36) + "':1")
                .collect(Collectors.joining(","));
        var before = Allocated.byThisThread();

        var event = parse("{'tags':{" + tags + "}}");

        assertThat(Allocated.byThisThread() - before).isLessThan(50L * 1024 * 1024);
        assertThat(event.tags()).hasSize(100);
        assertThat(event.meta().at("/tags//len").asInt()).isGreaterThan(50_000);
        SameAgain.check(event);
    }

    @Test
    void anEventWithAMillionTagsIsRefusedAndNotRead() throws IOException {
        var tags = IntStream.range(0, 1_000_000)
                .mapToObj(i -> "\"k" + i + "\":\"v\"")
                .collect(Collectors.joining(","));
        var envelope = ("{}\n{\"type\":\"event\"}\n{\"tags\":{" + tags + "}}\n").getBytes(UTF_8);
        var before = Allocated.byThisThread();

        var items = EnvelopeParser.parse(new ByteArrayInputStream(envelope)).items();

        assertThat(Allocated.byThisThread() - before).isLessThan(10L * 1024 * 1024);
        assertThat(items).containsExactly(new RefusedItem(ItemType.EVENT, Item.Reason.TOO_LARGE));
    }
}
