package tocsin.sentry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** An event that is written and read is the same: nothing is trimmed, corrected or found wrong a second time. */
final class SameAgain {

    private SameAgain() {}

    static void check(SentryEvent event) {
        var written = EventWriter.write(event);

        var again = EventParser.parse(written, Received.at(event.timestamp()));

        assertThat(new String(EventWriter.write(again), UTF_8)).isEqualTo(new String(written, UTF_8));
        assertThat(again).isEqualTo(event);
    }
}
