package tocsin.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import tocsin.digest.ProjectRules;
import tocsin.fuzz.FuzzTarget;
import tocsin.fuzz.Pieces;
import tocsin.quota.Level;
import tocsin.quota.Limit;
import tocsin.quota.Refusal;
import tocsin.quota.Window;
import tocsin.sentry.Received;

/**
 * The first byte chooses an array or lines, and how large an event may be. A body has the same events however the network
 * cuts it; one that is a strict array has just the events that stand in it; and of each it is said what became of it.
 */
public final class SensorFuzz implements FuzzTarget {

    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final Received RECEIVED =
            new Received(Instant.parse("2026-11-21T10:00:00Z"), null, "198.51.100.7", null, "web1");

    @Override
    public void check(byte[] input) throws IOException {
        if (input.length == 0) {
            return;
        }
        var body = Arrays.copyOfRange(input, 1, input.length);
        var lines = (input[0] & 1) == 1;
        var limit = (input[0] & 2) == 2 ? 40 : 100_000;
        var events = events(Pieces.whole(body), lines, limit);
        var again = events(Pieces.of(body, 1 + input.length % 5), lines, limit);
        if (!told(events).equals(told(again))) {
            throw new AssertionError("other events when they come in pieces");
        }
        if (!lines) {
            compare(strict(body), events, limit);
        }
        if (events != null) {
            answer(events, (input[0] & 4) == 4);
        }
    }

    /** Null when this cannot be split. */
    private static List<EventFeed.Piece> events(InputStream in, boolean lines, int limit) throws IOException {
        var feed = new EventFeed(in, lines, limit);
        var events = new ArrayList<EventFeed.Piece>();
        try {
            for (var piece = feed.next(); piece != null; piece = feed.next()) {
                if (piece.bytes().length > limit) {
                    throw new AssertionError("an event of " + piece.bytes().length + " bytes");
                }
                events.add(piece);
            }
            return events;
        } catch (IngestRefused expected) {
            return null;
        }
    }

    private static String told(List<EventFeed.Piece> events) {
        return events == null
                ? "none"
                : events.stream()
                        .map(piece -> piece.tooLarge() + Arrays.toString(piece.bytes()))
                        .toList()
                        .toString();
    }

    /** Null when this is no JSON in the strict sense. */
    private static JsonNode strict(byte[] body) throws IOException {
        var text = new String(body, UTF_8);
        try {
            return Arrays.equals(text.getBytes(UTF_8), body) ? STRICT.readTree(text) : null;
        } catch (JacksonException e) {
            return null;
        }
    }

    private static void compare(JsonNode strict, List<EventFeed.Piece> events, int limit) throws IOException {
        if (strict == null || !strict.isObject() && !strict.isArray()) {
            return;
        }
        var wanted = strict.isArray() ? strict : STRICT.createArrayNode().add(strict);
        if (events == null || events.size() != wanted.size()) {
            throw new AssertionError((events == null ? "none" : events.size()) + " of " + wanted.size() + " events");
        }
        for (var i = 0; i < wanted.size(); i++) {
            var piece = events.get(i);
            var isSame = piece.tooLarge()
                    ? piece.bytes().length == 0
                    : STRICT.readTree(new String(piece.bytes(), UTF_8)).equals(wanted.get(i));
            if (!isSame) {
                throw new AssertionError("event " + i + " is another");
            }
        }
    }

    private static void answer(List<EventFeed.Piece> events, boolean limited) throws IOException {
        var batch = new SensorBatch(RECEIVED);
        var taken = new int[1];
        var refusal = new Refusal(new Limit(Limit.Kind.QUOTA, "t", 1, Level.PROJECT, null, 1, Window.MONTH), 60);
        try (var part = new Gathered(
                ProjectRules.DEFAULT,
                quantities -> limited && taken[0]++ % 2 == 1 ? Optional.of(refusal) : Optional.empty())) {
            events.forEach(event -> batch.add(event, part));
        }
        var answer = STRICT.readTree("{" + batch.json() + "}");
        if (answer.path("events").size() != events.size()) {
            throw new AssertionError(answer + " for " + events.size() + " events");
        }
        if (!batch.isAllTaken() && batch.firstRefused().isEmpty()) {
            throw new AssertionError("refused without a reason");
        }
    }

    @Override
    public List<byte[]> seeds() {
        var event =
                "{\"event_id\":\"9ec79c33ec9942ab8353589fcb2e04dc\",\"message\":\"a \\\"b\\\" \\\\\",\"level\":\"error\"}";
        var array = "\uFEFF [" + event + " ,\n{\"tags\":{\"]},{[\":\"\uD83D\uDE00\"}}, 7, \"x,y\", null, [1,[2]]]";
        var lines = event + "\r\n\n  \nnonsense ]\n" + event + "\n{\"a\":";
        return List.of(
                Pieces.behind(0, event.getBytes(UTF_8)),
                Pieces.behind(0, array.getBytes(UTF_8)),
                Pieces.behind(2, array.getBytes(UTF_8)),
                Pieces.behind(4, array.getBytes(UTF_8)),
                Pieces.behind(1, lines.getBytes(UTF_8)),
                Pieces.behind(7, lines.getBytes(UTF_8)));
    }
}
