package tocsin.sentry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real events, broken at random: each is read, or refused in the one way; what is read is the same again. */
class MutatedEventsTest {

    private static final int ROUNDS = 500;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Received RECEIVED =
            new Received(Instant.parse("2026-11-21T10:00:00Z"), null, "198.51.100.7", null);

    private static final String[] ODD = {
        "null",
        "true",
        "0",
        "-1",
        "1e400",
        "NaN",
        "-Infinity",
        "1.5",
        "123456789012345678901234567890",
        "99999999999999",
        "\"\"",
        "\" \"",
        "\"\\u0000\"",
        "\"\\ud800\"",
        "\"{{auto}}\"",
        "\"none\"",
        "\"a=%ff&=b&%\"",
        "\"x: y\"",
        "\"\\n\"",
        "[]",
        "{}",
        "[null]",
        "[[]]",
        "[[1,2],[3]]",
        "[{\"name\":\"\\u0000\"}]",
        "{\"values\":null}",
        "{\"values\":{}}",
        "{\"values\":[[],{},5]}",
        "{\"\":{\"rem\":5}}",
        "{\"key\":1,\"value\":[1,2]}",
        "[{\"key\":\"\",\"value\":{}}]",
        "\"\uD83D\uDE00\"",
        "\"2026-11-21T10:00:00+25:00\"",
        "\"::1\"",
        "\"http://x/?#?\"",
        "\"%(a)s %s {}{9}\""
    };

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void bytesThatAreFlippedCutOrDoubled(long seed) {
        var random = new Random(seed);
        var samples = RealEvents.all();
        for (var round = 0; round < ROUNDS; round++) {
            var sample = samples.get(random.nextInt(samples.size()));
            if (sample.json().length < 40_000) {
                check(flipped(sample.json(), random), seed + "/" + round + " " + sample);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5, 6})
    void fieldsThatHoldSomethingElse(long seed) throws JsonProcessingException {
        var random = new Random(seed);
        var samples = RealEvents.all();
        for (var round = 0; round < ROUNDS; round++) {
            var sample = samples.get(random.nextInt(samples.size()));
            if (sample.json().length < 40_000) {
                check(replaced(sample.json(), random), seed + "/" + round + " " + sample);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {7, 8})
    void envelopesThatAreFlippedCutOrDoubled(long seed) throws IOException {
        var random = new Random(seed);
        var event = new String(RealEvents.one("sentry/python-http-error.json"), UTF_8).replace("\n", "");
        var envelope =
                ("{\"event_id\":\"9ec79c33ec9942ab8353589fcb2e04dc\",\"sent_at\":\"2026-01-02T03:04:05Z\"}\n{\"type\":\"event\"}\n"
                                + event + "\n{\"type\":\"attachment\",\"length\":5}\n12345\n")
                        .getBytes(UTF_8);
        for (var round = 0; round < ROUNDS; round++) {
            try {
                EnvelopeParser.parse(new ByteArrayInputStream(flipped(envelope, random)));
            } catch (MalformedEnvelope expected) {
                assertThat(expected).hasMessageNotContaining("null");
            }
        }
    }

    private static void check(byte[] json, String which) {
        try {
            SameAgain.check(EventParser.parse(json, RECEIVED));
        } catch (MalformedEvent expected) {
            assertThat(expected).hasMessageNotContaining("null");
        } catch (RuntimeException | AssertionError e) {
            fail(which + ": " + new String(json, UTF_8), e);
        }
    }

    private static byte[] flipped(byte[] json, Random random) {
        var mutant = json.clone();
        for (var times = random.nextInt(4); times >= 0; times--) {
            var at = random.nextInt(mutant.length);
            switch (random.nextInt(5)) {
                case 0 -> mutant[at] = (byte) random.nextInt(256);
                case 1 -> mutant[at] = (byte) "{}[],:\"\\0-\n".charAt(random.nextInt(11));
                case 2 -> mutant[at] ^= (byte) (1 << random.nextInt(8));
                case 3 -> mutant = random.nextInt(10) == 0 ? Arrays.copyOf(mutant, at + 1) : mutant;
                default -> {
                    var length = Math.min(random.nextInt(50), mutant.length - at);
                    System.arraycopy(mutant, at, mutant, random.nextInt(mutant.length - length + 1), length);
                }
            }
        }
        return mutant;
    }

    /** Some values replaced, as text so that also what is no JSON gets in. */
    private static byte[] replaced(byte[] json, Random random) throws JsonProcessingException {
        JsonNode tree;
        try {
            tree = JSON.readTree(json);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        var odd = new String[1 + random.nextInt(6)];
        for (var i = 0; i < odd.length; i++) {
            odd[i] = ODD[random.nextInt(ODD.length)];
            replaceOne(tree, "\uE000" + i + "\uE000", random);
        }
        var text = JSON.writeValueAsString(tree);
        for (var i = 0; i < odd.length; i++) {
            text = text.replace("\"\uE000" + i + "\uE000\"", odd[i]);
        }
        return text.getBytes(UTF_8);
    }

    private static void replaceOne(JsonNode tree, String marker, Random random) {
        var place = tree;
        while (true) {
            var deeper = place.isArray() || place.isObject() ? child(place, random) : place;
            if (!deeper.isContainerNode() || deeper.isEmpty() || random.nextInt(4) == 0) {
                break;
            }
            place = deeper;
        }
        var value = JsonNodeFactory.instance.textNode(marker);
        if (place instanceof ArrayNode array && !array.isEmpty()) {
            array.set(random.nextInt(array.size()), value);
        } else if (place instanceof ObjectNode object && !object.isEmpty()) {
            var names = object.properties().stream().map(Map.Entry::getKey).toList();
            object.set(names.get(random.nextInt(names.size())), value);
        }
    }

    private static JsonNode child(JsonNode place, Random random) {
        var index = place.isEmpty() ? 0 : random.nextInt(place.size());
        return place.valueStream().skip(index).findFirst().orElse(place);
    }
}
