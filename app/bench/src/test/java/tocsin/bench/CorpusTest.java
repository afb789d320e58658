package tocsin.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import tocsin.grouping.Grouping;
import tocsin.sentry.EventParser;
import tocsin.sentry.Received;

class CorpusTest {

    private static final Path EVENTS = Path.of("../src/test/resources/events");
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void anEnvelopeCarriesItsOwnIdAndTimeAndTheWholeEvent() throws IOException {
        var now = Instant.parse("2026-03-04T05:06:07.890123Z");

        for (var body : Corpus.read(EVENTS).bodies(200, 1)) {
            var lines = lines(body.envelope("0123456789abcdef0123456789abcdef", now));

            assertThat(lines).hasSize(3);
            var event = JSON.readTree(lines.get(2));
            assertThat(event.required("event_id").asText()).isEqualTo("0123456789abcdef0123456789abcdef");
            assertThat(event.required("timestamp").asText()).isEqualTo("2026-03-04T05:06:07.890Z");
            assertThat(lines.get(2)).endsWith(body.toString().strip());
        }
    }

    @Test
    void anEventThatAsksForItsIssueIsWholeToo() throws IOException {
        var now = Instant.parse("2026-03-04T05:06:07Z");

        for (var body : Corpus.read(EVENTS).withoutFingerprints().bodies(92, 1)) {
            var lines = lines(body.envelope("0123456789abcdef0123456789abcdef", now, "issue-7"));

            assertThat(body.toString()).doesNotContain("\"fingerprint\":[");
            assertThat(lines.get(2))
                    .contains("\"fingerprint\":[\"issue-7\"],")
                    .endsWith(body.toString().strip());
            assertThat(JSON.readTree(lines.get(2)).path("event_id").asText()).hasSize(32);
        }
    }

    @Test
    void everyVariantThrowsSomethingElse() throws IOException {
        var thrown = new HashSet<String>();

        for (var body : Corpus.read(EVENTS).bodies(200, 1)) {
            var event = JSON.readTree("{" + body);
            var values = event.path("exception").isArray()
                    ? event.path("exception")
                    : event.path("exception").path("values");
            thrown.add(
                    values.isEmpty()
                            ? event.path("message").asText()
                            : values.path(values.size() - 1).path("type").asText());
        }

        assertThat(thrown).hasSize(200);
    }

    @Test
    void everyVariantIsAnIssueOfItsOwn() throws IOException {
        assertThat(keys(Corpus.read(EVENTS).mix("real"))).hasSize(200);
        assertThat(keys(Corpus.read(EVENTS).mix("small-large"))).hasSize(200);
    }

    @Test
    void sevenOfTenAreSmallAndThreeAreLarge() throws IOException {
        var sizes =
                Corpus.read(EVENTS).mix("small-large").stream().map(Body::size).toList();

        assertThat(sizes).filteredOn(size -> size < 3_000).hasSize(140);
        assertThat(sizes).filteredOn(size -> size > 13_000 && size < 27_000).hasSize(60);
    }

    @Test
    void ofWhatIsUnknownNoFrameComesTwice() throws IOException {
        var seen = new HashSet<String>();

        for (var body : Corpus.read(EVENTS).mix("unknown").subList(0, 400)) {
            for (var frames : JSON.readTree("{" + body).findValues("frames")) {
                frames.forEach(frame -> assertThat(seen.add(frame.toString())).isTrue());
            }
        }
        assertThat(seen).hasSizeGreaterThan(8_192);
    }

    private static Set<String> keys(List<Body> bodies) {
        var keys = new HashSet<String>();
        for (var body : bodies) {
            var event = EventParser.parse(("{" + body).getBytes(UTF_8), Received.at(Instant.now()));
            keys.add(HexFormat.of().formatHex(Grouping.of(event).primary()));
        }
        return keys;
    }

    private static List<String> lines(byte[] gzip) throws IOException {
        try (var in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
            return new String(in.readAllBytes(), UTF_8).lines().toList();
        }
    }
}
