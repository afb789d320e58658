package tocsin.digest;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.jboss.logging.Logger;
import tocsin.filter.FilterJson;
import tocsin.filter.InboundFilter;
import tocsin.scrub.PrivacyJson;
import tocsin.scrub.Scrubber;

/** What a project wants to be done with its events before they are stored. */
public record ProjectRules(Scrubber scrubber, InboundFilter filter) {

    /** For projects that never chose. */
    public static final ProjectRules DEFAULT = new ProjectRules(Scrubber.DEFAULT, InboundFilter.NONE);

    private static final Logger LOG = Logger.getLogger(ProjectRules.class);

    private record Texts(String privacy, String filters) {}

    /** Keys are looked up every few seconds, what they lead to hardly ever changes. */
    private static final Cache<Texts, ProjectRules> READ =
            Caffeine.newBuilder().maximumSize(10_000).build();

    /** From the texts that are kept of them; null where a project never chose. */
    public static ProjectRules of(String privacy, String filters) {
        return privacy == null && filters == null ? DEFAULT : READ.get(new Texts(privacy, filters), ProjectRules::read);
    }

    private static ProjectRules read(Texts texts) {
        try {
            return new ProjectRules(
                    new Scrubber(PrivacyJson.read(texts.privacy)), new InboundFilter(FilterJson.read(texts.filters)));
        } catch (IllegalArgumentException e) {
            LOG.error("What a project chose cannot be read; it gets what is usual", e);
            return DEFAULT;
        }
    }
}
