package tocsin.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import tocsin.digest.Busy;

/** What senders are told when the server cannot take anything. */
class TellingTest {

    private static final Throwable FULL = new CompletionException(Busy.full("the spool holds 9 bytes already"));

    @Test
    void whereThereIsNoRoomSdksAreToldToSendNothingForAWhile() {
        var answer = Manner.SDK.refused(FULL);

        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.headers())
                .containsEntry("Retry-After", "10")
                .containsEntry("X-Sentry-Rate-Limits", "10::organization:full");
    }

    @Test
    void whoKnowsNo429IsAskedToComeBack() {
        var answer = Manner.PLAIN.refused(FULL);

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.headers()).containsEntry("Retry-After", "10");
    }

    @Test
    void whatPassesInAMomentIsNoLimit() {
        var answer = Manner.SDK.refused(new Busy("too much waits to be written"));

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.headers()).doesNotContainKey("X-Sentry-Rate-Limits");
    }
}
