package tocsin.digest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tocsin.event.Payload;
import tocsin.sentry.RealEvents;
import tocsin.sentry.Received;

/** Wherever in a real event a secret is planted, nothing that is written down shows it. */
class PlantedSecretsTest {

    private static final Received RECEIVED = Received.at(Instant.parse("2026-11-21T10:00:00Z"));
    private static final JsonMapper JSON = new JsonMapper();
    private static final int PLACES = 25;

    /** A text that holds a secret, and the part of it that must not be seen. */
    private record Secret(String text, String core) {}

    private static final List<Secret> SECRETS = List.of(
            new Secret("4111 1111 1111 1111", "1111 1111"),
            new Secret("5555555555554444", "5555555554"),
            new Secret("DE89370400440532013000", "370400440532"),
            new Secret(
                    "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N",
                    "eyJzdWIiOiIxMjM0NTY3ODkwIn0"),
            new Secret("AKIAIOSFODNN7EXAMPLE", "IOSFODNN7"),
            new Secret("ghp_0123456789abcdefghijABCDEFGHIJ012345", "0123456789abcdefghij"),
            new Secret("Bearer 9f86d081884c7d659a2feaa0c55ad015", "9f86d081884c"),
            new Secret("-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBg\n-----END PRIVATE KEY-----", "MIIEvQIBADANBg"),
            new Secret("postgres://shop:correct-horse-9@db/shop", "correct-horse-9"),
            new Secret("password=\"correct-horse-9\"", "correct-horse-9"),
            new Secret("{\"user\":\"ada\",\"api_key\":\"correct-horse-9\"}", "correct-horse-9"));

    static List<RealEvents.Sample> samples() {
        return RealEvents.all();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aSecretInATextIsGone(RealEvents.Sample sample) throws IOException {
        var random = new Random(sample.name().hashCode());
        for (var secret : SECRETS) {
            var places = texts(JSON.readTree(sample.json())).size();
            for (var i = 0; i < PLACES; i++) {
                var tree = JSON.readTree(sample.json());
                var place = texts(tree).get(random.nextInt(places));
                place.set(
                        switch (random.nextInt(4)) {
                            case 0 -> secret.text;
                            case 1 -> place.text() + " " + secret.text;
                            case 2 -> secret.text + " " + place.text();
                            default -> "(" + secret.text + ")";
                        });
                check(tree, secret.core, place.name());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aSecretUnderItsNameIsGone(RealEvents.Sample sample) throws IOException {
        var random = new Random(sample.name().hashCode());
        var names = List.of("password", "X-Auth-Token", "clientSecret", "session_id", "Cookie");
        for (var i = 0; i < PLACES; i++) {
            var tree = JSON.readTree(sample.json());
            var objects = objects(tree);
            var object = objects.get(random.nextInt(objects.size()));
            object.put(names.get(random.nextInt(names.size())), "correct horse 9");
            check(tree, "horse 9", "an object");
        }
    }

    private static void check(JsonNode tree, String core, String place) throws IOException {
        var stored = (Accepted.Stored) EventDigest.of(tree.toString().getBytes(UTF_8), RECEIVED, UUID.randomUUID());
        var payload = Payload.decode(Payload.FORMAT, stored.payload(), RECEIVED.at());
        var written = stored.event().toString()
                + payload.raw()
                + payload.reasons()
                + stored.tags()
                + stored.grouped().type()
                + stored.grouped().value()
                + stored.grouped().culprit();
        var at = written.indexOf(core);
        assertThat(at < 0 ? "nowhere" : place + ": " + written.substring(Math.max(at - 100, 0), at + core.length()))
                .isEqualTo("nowhere");
    }

    private interface Place {
        String name();

        String text();

        void set(String text);
    }

    private static List<Place> texts(JsonNode tree) {
        var places = new ArrayList<Place>();
        collect(tree, "", places);
        return places;
    }

    private static void collect(JsonNode node, String path, List<Place> places) {
        if (node instanceof ObjectNode object) {
            object.properties().forEach(entry -> {
                var name = path + "." + entry.getKey();
                if (entry.getValue().isTextual()) {
                    places.add(
                            place(name, entry.getValue().textValue(), text -> entry.setValue(TextNode.valueOf(text))));
                }
                collect(entry.getValue(), name, places);
            });
        } else if (node instanceof ArrayNode array) {
            for (var i = 0; i < array.size(); i++) {
                var at = i;
                var name = path + "." + i;
                if (array.get(i).isTextual()) {
                    places.add(place(name, array.get(i).textValue(), text -> array.set(at, TextNode.valueOf(text))));
                }
                collect(array.get(i), name, places);
            }
        }
    }

    private static Place place(String name, String text, java.util.function.Consumer<String> set) {
        return new Place() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public String text() {
                return text;
            }

            @Override
            public void set(String text) {
                set.accept(text);
            }
        };
    }

    /** Those whose names are fields; modules are named by other people. */
    private static List<ObjectNode> objects(JsonNode tree) {
        var objects = new ArrayList<ObjectNode>();
        if (tree instanceof ObjectNode object) {
            objects.add(object);
        }
        tree.forEachEntry((name, child) -> {
            if (!name.equals("modules") && !name.equals("_meta")) {
                objects.addAll(objects(child));
            }
        });
        if (tree.isArray()) {
            tree.forEach(child -> objects.addAll(objects(child)));
        }
        return objects;
    }
}
