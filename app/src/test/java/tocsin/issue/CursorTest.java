package tocsin.issue;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tocsin.event.EventCursor;

class CursorTest {

    @Test
    void whatWasWrittenIsRead() {
        var cursor = new Cursor(true, 1_790_000_000_123_456L, 42);
        var ofEvents = new EventCursor(Instant.parse("2026-11-21T10:00:00.123456Z"), UUID.randomUUID());

        assertThat(Cursor.parse(cursor.text())).contains(cursor);
        assertThat(EventCursor.parse(ofEvents.text())).contains(ofEvents);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "n:-9223372036854775808:1",
                "n:9223372036854775807:1",
                "n:1",
                "n:x:1",
                "-9223372036854775808:00000000-0000-0000-0000-000000000001",
                "9223372036854775807:00000000-0000-0000-0000-000000000001",
                "-1:00000000-0000-0000-0000-000000000001",
                ""
            })
    void aPlaceThatNoDatabaseHasIsNone(String plain) {
        var text = Base64.getUrlEncoder().encodeToString(plain.getBytes(StandardCharsets.US_ASCII));

        assertThat(Cursor.parse(text)).isEmpty();
        assertThat(EventCursor.parse(text)).isEmpty();
    }
}
