package tocsin.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventFeedTest {

    @Test
    void anArrayIsSplitWhereItsEventsEndWhateverStandsInThem() throws IOException {
        var first = "{\"a\":\"]},{[ \\\" \\\\\",\"b\":[{},[1,2]]}";

        assertThat(json(" [ " + first + " ,\n{\"é\":\"\uD83D\uDE00\"}\t] "))
                .containsExactly(first, "{\"é\":\"\uD83D\uDE00\"}");
        assertThat(json("[1, \"a,b\", null, [3], {}]")).containsExactly("1", "\"a,b\"", "null", "[3]", "{}");
        assertThat(json("[]")).isEmpty();
        assertThat(json("")).isEmpty();
        assertThat(json("\uFEFF {\"a\":1}\n")).containsExactly("{\"a\":1}");
    }

    @Test
    void linesAreSplitAtTheirEndsAndEmptyOnesAreLeftOut() throws IOException {
        assertThat(lines("{\"a\":1}\r\n\n  \nnonsense ]\n{\"b\":\n2}"))
                .containsExactly("{\"a\":1}\r", "nonsense ]", "{\"b\":", "2}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"[", "[{}", "[{},", "[{}{}]", "[{}] {}", "{} {}", "{\"a\":\"", "{\"a\":\"\\", "\"a\"", "]", "[{]"
            })
    void whatIsNoJsonIsRefused(String body) {
        assertThatThrownBy(() -> json(body))
                .isInstanceOf(IngestRefused.class)
                .hasMessageStartingWith("the body is no JSON");
    }

    @Test
    void ofWhatIsTooLargeNothingIsKeptAndTheNextIsFound() throws IOException {
        var feed = new EventFeed(stream("[\"" + "x".repeat(5_000) + "\",{}]", 4_096), false, 1_000);

        var large = feed.next();
        assertThat(large.tooLarge()).isTrue();
        assertThat(large.bytes()).isEmpty();
        assertThat(feed.next().bytes()).hasSize(2);
        assertThat(feed.next()).isNull();
        var exact = new EventFeed(stream("{\"a\":1234}", 1), false, 10);
        assertThat(exact.next().tooLarge()).isFalse();
    }

    @Test
    void whateverIsSentItEnds() throws IOException {
        var random = new Random(7);
        var alphabet = "[]{}\",:\\ \n1a";
        for (int i = 0; i < 200_000; i++) {
            var body = new StringBuilder();
            for (int length = random.nextInt(12); length >= 0; length--) {
                body.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            try {
                assertThat(all(body.toString(), i % 2 == 0).size()).isLessThanOrEqualTo(body.length());
            } catch (IngestRefused refused) {
                assertThat(refused.status()).isEqualTo(400);
            }
        }
    }

    private static List<String> json(String body) throws IOException {
        return all(body, false);
    }

    private static List<String> lines(String body) throws IOException {
        return all(body, true);
    }

    private static List<String> all(String body, boolean lines) throws IOException {
        var feed = new EventFeed(stream(body, 3), lines, 1_000_000);
        var all = new ArrayList<String>();
        for (var piece = feed.next(); piece != null; piece = feed.next()) {
            all.add(new String(piece.bytes(), StandardCharsets.UTF_8));
        }
        return all;
    }

    /** Bytes that come a few at a time, as from a slow sender. */
    private static InputStream stream(String body, int most) {
        return new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)) {
            @Override
            public int read(byte[] buffer, int offset, int length) {
                return super.read(buffer, offset, Math.min(length, most));
            }
        };
    }
}
