package tocsin.sentry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoreBodyTest {

    private static final byte[] EVENT = "{\"message\":\"hello\"}".getBytes(UTF_8);

    @Test
    void jsonIsTakenAsItIs() throws IOException {
        assertThat(StoreBody.json(EVENT)).isEqualTo(EVENT);
        assertThat(StoreBody.json(" \r\n{}".getBytes(UTF_8))).isEqualTo(" \r\n{}".getBytes(UTF_8));
    }

    @Test
    void base64OfZlibIsUnpacked() throws IOException {
        assertThat(StoreBody.json(packed(EVENT))).isEqualTo(EVENT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  \n", "[]", "hello", "eJw=", "!!!!", "null"})
    void anythingElseIsMalformed(String body) {
        assertThatThrownBy(() -> StoreBody.json(body.getBytes(UTF_8))).isInstanceOf(MalformedEvent.class);
    }

    @Test
    void aTruncatedBodyIsMalformed() throws IOException {
        var zipped = Base64.getDecoder().decode(packed(EVENT));
        var truncated = Base64.getEncoder().encode(Arrays.copyOf(zipped, zipped.length - 6));

        assertThatThrownBy(() -> StoreBody.json(truncated)).isInstanceOf(MalformedEvent.class);
    }

    @Test
    void aBombDoesNotGetIntoMemory() throws IOException {
        var bomb = packed(new byte[100 * 1024 * 1024]);

        var before = Allocated.byThisThread();
        assertThatThrownBy(() -> StoreBody.json(bomb)).isInstanceOf(TooLarge.class);

        assertThat(Allocated.byThisThread() - before).isLessThan(10 * 1024 * 1024);
    }

    @Test
    void anEventIsOfOneMebibyteAtMost() {
        var large = ("{" + " ".repeat(EnvelopeParser.MAX_EVENT_BYTES)).getBytes(UTF_8);

        assertThatThrownBy(() -> StoreBody.json(large))
                .isInstanceOfSatisfying(
                        TooLarge.class, e -> assertThat(e.limit()).isEqualTo(1024 * 1024));
    }

    private static byte[] packed(byte[] json) throws IOException {
        var zipped = new ByteArrayOutputStream();
        try (var out = new DeflaterOutputStream(zipped)) {
            out.write(json);
        }
        return Base64.getEncoder().encode(zipped.toByteArray());
    }
}
