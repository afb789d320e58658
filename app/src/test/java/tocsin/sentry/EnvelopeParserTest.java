package tocsin.sentry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeParserTest {

    private static final String EVENT = "{\"message\":\"hello world\",\"level\":\"error\"}";

    @Test
    void readsHeaderEventAndWhatFollows() throws IOException {
        var envelope = parse("""
                {"event_id":"9ec79c33ec9942ab8353589fcb2e04dc","dsn":"https://e12d836b15bb49d7bbf99e64295d995b@host/42",\
                "sent_at":"2026-01-02T03:04:05.678Z","sdk":{"name":"sentry.go","version":"0.50.0"},"new":[1]}
                {"type":"event","length":41,"content_type":"application/json"}
                {"message":"hello world","level":"error"}
                {"type":"attachment","length":10,"content_type":"text/plain","filename":"hello.txt"}
                \uFEFFHello\r

                """);

        assertThat(envelope.header().eventId()).isEqualTo(UUID.fromString("9ec79c33-ec99-42ab-8353-589fcb2e04dc"));
        assertThat(envelope.header().sentAt()).isEqualTo(Instant.parse("2026-01-02T03:04:05.678Z"));
        assertThat(envelope.header().sdkName()).isEqualTo("sentry.go");
        assertThat(envelope.header().dsn()).endsWith("/42");
        assertThat(new String(envelope.event().orElseThrow().payload(), UTF_8)).isEqualTo(EVENT);
        assertThat(envelope.items().get(1)).isInstanceOfSatisfying(AttachmentItem.class, item -> {
            assertThat(item.name()).isEqualTo("hello.txt");
            assertThat(item.contentType()).isEqualTo("text/plain");
            assertThat(item.kind()).isEqualTo("event.attachment");
            assertThat(item.content().size()).isEqualTo(10);
        });
    }

    @Test
    void withoutLengthThePayloadIsOneLine() throws IOException {
        var envelope = parse("{}\n{\"type\":\"event\"}\n" + EVENT + "\n{\"type\":\"session\"}\n{}");

        assertThat(new String(envelope.event().orElseThrow().payload(), UTF_8)).isEqualTo(EVENT);
        assertThat(envelope.items()).extracting(Item::type).containsExactly(ItemType.EVENT, ItemType.SESSION);
    }

    @Test
    void theLastNewlineMayBeMissing() throws IOException {
        assertThat(parse("{}\n{\"type\":\"event\",\"length\":41}\n" + EVENT).event())
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{}\n", "{}\n\n", "{\"sent_at\":5,\"event_id\":\"what\",\"sdk\":null}"})
    void anEnvelopeMayBeEmpty(String body) throws IOException {
        var envelope = parse(body);

        assertThat(envelope.items()).isEmpty();
        assertThat(envelope.header().eventId()).isNull();
    }

    @Test
    void aPayloadMayBeEmpty() throws IOException {
        var envelope =
                parse("{}\n{\"type\":\"attachment\",\"length\":0}\n\n{\"type\":\"event\",\"length\":41}\n" + EVENT);

        assertThat(envelope.items()).hasSize(2);
    }

    @Test
    void unknownTypesKeepTheirName() throws IOException {
        var item = parse("{}\n{\"type\":\"hologram\",\"x\":{}}\nabc\n").items().getFirst();

        assertThat(item).isEqualTo(new UnknownItem("hologram"));
        assertThat(item.type()).isEqualTo(ItemType.UNKNOWN);
        assertThat(item.type().category()).isEqualTo(Category.DEFAULT);
    }

    @Test
    void aContainerCountsForWhatItHolds() throws IOException {
        var item = parse("{}\n{\"type\":\"log\",\"item_count\":17}\n{\"items\":[{\"body\":\"a\"},{\"body\":\"b\"}]}\n")
                .items()
                .getFirst();

        assertThat(item.quantities()).isEqualTo(Map.of(Category.LOG_ITEM, 2L, Category.LOG_BYTE, 37L));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            session         | {"sid":"a","started":"2026-01-02T03:04:05Z","status":"ok","attrs":{"release":"1"}} | session=1
            sessions        | {"aggregates":[{"started":"x","exited":3},{}],"attrs":{"release":"1"}} | session=2
            check_in        | {"check_in_id":"0","monitor_slug":"nightly","status":"ok"} | monitor=1
            transaction     | {"contexts":{"trace":{}},"start_timestamp":1,"timestamp":2,"spans":[{},{},{}]} | span=3 transaction=1
            transaction     | {"contexts":{"trace":{}},"start_timestamp":1,"timestamp":2} | transaction=1
            span            | {"items":[{},{}]} | span=2
            span            | {"trace_id":"a","span_id":"b"} | span=1
            otel_log        | {"body":"x"} | log_byte=12 log_item=1
            trace_metric    | {"items":[{}]} | trace_metric=1 trace_metric_byte=14
            profile         | {} | profile=1
            profile_chunk   | {} | profile_chunk=1
            replay_event    | {} | replay=1
            replay_video    | binary | replay=1
            statsd          | a:1 | metric_bucket=1
            nel             | {} | security=1
            replay_recording | binary | replay=1
            metric_buckets  | [] | metric_bucket=1
            raw_security    | {} | security=1
            security        | {} | security=1
            form_data       | [] | attachment=2
            unreal_report   | binary | error=1
            integration     | {} | default=1
            """)
    void eachKnownTypeCountsInItsOwnCategory(String type, String payload, String expected) throws IOException {
        var item = parse("{}\n{\"type\":\"" + type + "\"}\n" + payload + "\n")
                .items()
                .getFirst();

        assertThat(item).isNotInstanceOf(RefusedItem.class);
        assertThat(item.quantities().entrySet().stream()
                        .map(entry -> entry.getKey().wireName() + "=" + entry.getValue())
                        .sorted())
                .containsExactly(expected.split(" "));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            session       | {"status":"ok"} | INCOMPLETE
            session       | {"started":"x","status":"dancing","attrs":{"release":"1"}} | INCOMPLETE
            session       | not json | MALFORMED
            session       | {} {} | MALFORMED
            sessions      | {"aggregates":[],"attrs":{"release":"1"}} | INCOMPLETE
            check_in      | {"monitor_slug":"nightly"} | INCOMPLETE
            check_in      | {"monitor_slug":"nightly","status":"late"} | INCOMPLETE
            transaction   | {"type":"transaction"} | INCOMPLETE
            log           | {"lines":[]} | INCOMPLETE
            trace_metric  | [] | MALFORMED
            span          | {"op":"db"} | INCOMPLETE
            user_report   | {"comments":"without an event"} | INCOMPLETE
            feedback      | {"contexts":{"feedback":{"message":" "}}} | INCOMPLETE
            client_report | [] | MALFORMED
            """)
    void whatIsWrongIsRefusedWithTheReasonAndTheRestKept(String type, String payload, Item.Reason reason)
            throws IOException {
        var items = parse("{}\n{\"type\":\"" + type + "\"}\n" + payload + "\n{\"type\":\"event\"}\n{}\n")
                .items();

        assertThat(items.getFirst()).isInstanceOfSatisfying(RefusedItem.class, refused -> {
            assertThat(refused.type()).isEqualTo(ItemType.of(type));
            assertThat(refused.reason()).isEqualTo(reason);
        });
        assertThat(items.getLast()).isInstanceOf(EventItem.class);
    }

    @Test
    void moreOfATypeThanAnEnvelopeMayBringAreRefused() throws IOException {
        var items = parse("{}\n" + "{\"type\":\"attachment\",\"filename\":\"a\",\"length\":1}\nx\n".repeat(32))
                .items();

        assertThat(items).filteredOn(AttachmentItem.class::isInstance).hasSize(30);
        assertThat(items.getLast()).isEqualTo(RefusedItem.file(Item.Reason.TOO_MANY, 1));
    }

    @Test
    void anAttachmentsNameIsOneThatAFileMayHave() throws IOException {
        var named = parse("{}\n{\"type\":\"attachment\",\"length\":0,"
                        + "\"filename\":\"C:\\\\secrets/../\\u202ecod\\u0000.exe\"}\n\n")
                .items();

        assertThat(((AttachmentItem) named.getFirst()).name()).isEqualTo("cod.exe");
    }

    @Test
    void whatAnSdkDiscardedIsReadAndItsWordsAreKnownOnes() throws IOException {
        var item = parse("{}\n{\"type\":\"client_report\"}\n{\"discarded_events\":["
                        + "{\"reason\":\"sample_rate\",\"category\":\"transaction\",\"quantity\":123},"
                        + "{\"reason\":\"made up\",\"category\":\"error\",\"quantity\":9e15},"
                        + "{\"reason\":\"invalid\",\"category\":\"error\",\"quantity\":-5}]}\n")
                .items()
                .getFirst();

        assertThat(((ClientReportItem) item).discarded())
                .containsExactly(
                        new ClientReportItem.Discarded("transaction", "sample_rate", 123),
                        new ClientReportItem.Discarded("error", "other", 1_000_000_000));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "\n{}",
                "not json",
                "[]",
                "{",
                "{}\n{}",
                "{}\n[]\n",
                "{}\n{\"type\":5}\n",
                "{}\n{\"type\":\"event\",\"length\":42}\n" + EVENT,
                "{}\n{\"type\":\"event\",\"length\":40}\n" + EVENT,
                "{}\n{\"type\":\"event\",\"length\":-1}\n" + EVENT,
                "{}\n{\"type\":\"event\",\"length\":\"41\"}\n" + EVENT,
                "{}\n{\"type\":\"event\",\"length\":1e400}\n" + EVENT,
                "{}\n{\"type\":\"event\",\"length\":9223372036854775808}\n" + EVENT,
                "{}\n{\"type\":\"event\",\"length\":9223372036854775807}\n" + EVENT,
                "{}\n{\"type\":\"replay_video\",\"length\":1000}\nshort",
                "{}\n{\"type\":\"event\"}\n" + EVENT + "\n{\"type\":\"event\"}\n" + EVENT
            })
    void brokenFramingIsMalformed(String body) {
        assertThatThrownBy(() -> parse(body))
                .isInstanceOf(MalformedEnvelope.class)
                .message()
                .isNotBlank();
    }

    @Test
    void everyTruncationIsMalformedOrLosesNothingSaid() throws IOException {
        var body = "{}\n{\"type\":\"event\",\"length\":41}\n" + EVENT + "\n";

        for (var end = 0; end < body.length(); end++) {
            try {
                parse(body.substring(0, end)).event().ifPresent(item -> assertThat(item.payload())
                        .hasSize(41));
            } catch (MalformedEnvelope expected) {
                assertThat(expected).hasMessageNotContaining("null");
            }
        }
    }

    @Test
    void aHeaderIsOfEightKibibytesAtMost() {
        var padding = "x".repeat(EnvelopeParser.MAX_HEADER_BYTES);

        assertThatThrownBy(() -> parse("{\"trace\":\"" + padding + "\"}\n")).isInstanceOf(MalformedEnvelope.class);
        assertThatThrownBy(() -> parse("{}\n{\"type\":\"" + padding + "\"}\n")).isInstanceOf(MalformedEnvelope.class);
    }

    @Test
    void anEventThatIsTooLargeIsDroppedAndTheRestKept() throws IOException {
        var large = "{\"message\":\"" + "x".repeat(EnvelopeParser.MAX_EVENT_BYTES) + "\"}";

        for (var header :
                new String[] {"{\"type\":\"event\"}", "{\"type\":\"event\",\"length\":" + large.length() + "}"}) {
            var items = parse("{}\n" + header + "\n" + large + "\n{\"type\":\"session\"}\n{}\n")
                    .items();

            assertThat(items).hasSize(2);
            assertThat(items.getFirst()).isEqualTo(new RefusedItem(ItemType.EVENT, Item.Reason.TOO_LARGE));
        }
    }

    @Test
    void anEventOfExactlyTheLimitIsKept() throws IOException {
        var event = "x".repeat(EnvelopeParser.MAX_EVENT_BYTES);

        assertThat(parse("{}\n{\"type\":\"event\"}\n" + event + "\n").event()).isPresent();
        assertThat(parse("{}\n{\"type\":\"event\",\"length\":" + event.length() + "}\n" + event)
                        .event())
                .isPresent();
    }

    @Test
    void aLargeFilePassesWithoutMemory() throws IOException {
        var size = 100L * 1024 * 1024;
        var head = "{}\n{\"type\":\"attachment\",\"length\":" + size + "}\n";

        var before = Allocated.byThisThread();
        var envelope = EnvelopeParser.parse(
                new SequenceInputStream(new ByteArrayInputStream(head.getBytes(UTF_8)), new Zeros(size)));

        assertThat(((AttachmentItem) envelope.items().getFirst()).content().size())
                .isEqualTo(size);
        ((AttachmentItem) envelope.items().getFirst()).content().close();
        assertThat(Allocated.byThisThread() - before).isLessThan(4 * 1024 * 1024);
    }

    @Test
    void aLineWithoutEndPassesWithoutMemory() {
        var before = Allocated.byThisThread();

        assertThatThrownBy(() -> EnvelopeParser.parse(
                        new LimitedInputStream(new Zeros(Long.MAX_VALUE), "envelope", 100_000_000)))
                .isInstanceOf(TooLarge.class)
                .hasMessageContaining("100000000");
        assertThat(Allocated.byThisThread() - before).isLessThan(1024 * 1024);
    }

    @Test
    void itemsWithoutEndAreMalformed() {
        assertThatThrownBy(() -> parse("{}\n" + "{\"type\":\"x\",\"length\":0}\n\n".repeat(2000)))
                .isInstanceOf(MalformedEnvelope.class);
    }

    @Test
    void aStreamInSmallPiecesIsTheSame() throws IOException {
        var body = "{}\n{\"type\":\"event\",\"length\":41}\n" + EVENT + "\n{\"type\":\"session\"}\n{}";

        var envelope = EnvelopeParser.parse(new ByteArrayInputStream(body.getBytes(UTF_8)) {
            @Override
            public synchronized int read(byte[] buffer, int offset, int length) {
                return super.read(buffer, offset, Math.min(length, 1));
            }
        });

        assertThat(envelope.items()).hasSize(2);
        assertThat(new String(envelope.event().orElseThrow().payload(), UTF_8)).isEqualTo(EVENT);
    }

    private static Envelope parse(String body) throws IOException {
        return EnvelopeParser.parse(new ByteArrayInputStream(body.getBytes(UTF_8)));
    }

    /** As many zeros as one wants. */
    private static final class Zeros extends InputStream {

        private long left;

        Zeros(long left) {
            this.left = left;
        }

        @Override
        public int read() {
            return left-- > 0 ? 0 : -1;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            if (left <= 0) {
                return -1;
            }
            var count = (int) Math.min(left, length);
            Arrays.fill(buffer, offset, offset + count, (byte) 0);
            left -= count;
            return count;
        }
    }
}
