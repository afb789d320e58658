package tocsin.notice;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How facts become mails. */
@ConfigMapping(prefix = "tocsin.mail")
interface NoticeConfig {

    /** What happens within this time after the first fact goes into the same mail. */
    @WithDefault("5s")
    Duration settle();

    /** The least time between two mails about a project. */
    @WithDefault("10m")
    Duration window();
}
