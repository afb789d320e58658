package tocsin.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import tocsin.scrub.Scrubber;
import tocsin.sentry.EventParser;
import tocsin.sentry.Received;

class RemarkTest {

    @Test
    void whatWasTrimmedAndWhatWasTakenOutIsSaid() {
        var tree = EventParser.read(("{\"message\": \"" + "a".repeat(9000)
                        + "\", \"extra\": {\"password\": \"x\"}, \"transaction\": \"/pay/4111111111111111\"}")
                .getBytes(UTF_8));
        Scrubber.DEFAULT.scrub(tree);
        var event = EventParser.parse(tree, Received.at(Instant.EPOCH));

        assertThat(Remark.of(event.meta()))
                .contains(
                        new Remark("extra.password", "taken out: secret by its name"),
                        new Remark("transaction", "taken out: card number"))
                .anyMatch(remark -> remark.what().startsWith("shortened, was 9"));
    }

    @Test
    void anEventThatIsAsItWasSentHasNone() {
        assertThat(Remark.of(null)).isEmpty();
    }
}
