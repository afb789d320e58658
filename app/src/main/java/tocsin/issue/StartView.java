package tocsin.issue;

import io.quarkus.qute.RawString;
import java.util.List;
import tocsin.web.Place;

/**
 * The first-event page.
 *
 * @param dsn null when the project has no key that is enabled
 * @param arrived where the page asks whether something came
 * @param events how many came before; none when this is really the first
 */
public record StartView(
        String project,
        String home,
        String dsn,
        List<Place> platforms,
        String install,
        String file,
        RawString code,
        String live,
        String arrived,
        long events) {}
