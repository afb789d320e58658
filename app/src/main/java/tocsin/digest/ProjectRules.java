package tocsin.digest;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.jboss.logging.Logger;
import tocsin.filter.FilterJson;
import tocsin.filter.InboundFilter;
import tocsin.grouping.GroupingPlan;
import tocsin.grouping.GroupingRules;
import tocsin.grouping.GroupingVersion;
import tocsin.scrub.PrivacyJson;
import tocsin.scrub.Scrubber;

/** What a project wants to be done with its events before they are stored. */
public record ProjectRules(Scrubber scrubber, InboundFilter filter, GroupingPlan grouping) {

    /** For a project that is new and chose nothing. */
    public static final ProjectRules DEFAULT =
            new ProjectRules(Scrubber.DEFAULT, InboundFilter.NONE, GroupingPlan.NEWEST);

    private static final Logger LOG = Logger.getLogger(ProjectRules.class);

    /**
     * As it is kept; null where a project never chose.
     *
     * @param version of its grouping; null before there was a choice
     * @param former the version before that, while it still counts
     */
    public record Texts(String privacy, String filters, Integer version, Integer former, String rules) {}

    /** Keys are looked up every few seconds, what they lead to hardly ever changes. */
    private static final Cache<Texts, ProjectRules> READ =
            Caffeine.newBuilder().maximumSize(10_000).build();

    public static ProjectRules of(Texts texts) {
        return READ.get(texts, ProjectRules::read);
    }

    private static ProjectRules read(Texts texts) {
        try {
            return new ProjectRules(
                    Scrubber.of(PrivacyJson.read(texts.privacy)),
                    new InboundFilter(FilterJson.read(texts.filters)),
                    new GroupingPlan(
                            texts.version == null ? GroupingVersion.V1 : GroupingVersion.of(texts.version),
                            texts.former == null ? null : GroupingVersion.of(texts.former),
                            GroupingRules.of(texts.rules)));
        } catch (IllegalArgumentException e) {
            LOG.error("What a project chose cannot be read; it gets what is usual", e);
            return DEFAULT;
        }
    }
}
