package tocsin.outbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How facts leave. */
@ConfigMapping(prefix = "tocsin.outbox")
interface OutboxConfig {

    /** For so long a delivery is tried. */
    @WithDefault("24h")
    Duration patience();

    /** The targets that are called at the same time. */
    @WithDefault("32")
    int atOnce();

    /** Days that a delivery that was taken is shown. */
    @WithDefault("7")
    int sentDays();

    /** How long one of events is: there are many of them where every event is forwarded. */
    @WithDefault("1h")
    Duration passedShown();

    /** Days that one that was given up can be sent again. */
    @WithDefault("30")
    int givenUpDays();
}
