package tocsin.project;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import tocsin.account.Audit;
import tocsin.account.Refused;
import tocsin.grouping.GroupingRules;
import tocsin.grouping.GroupingVersion;
import tocsin.grouping.InvalidRules;
import tocsin.tenant.CurrentTenant;

/** Every way a project's grouping changes. Ingest knows of a change within seconds. */
@ApplicationScoped
public class GroupingSettings {

    /** So long after a change of version the old keys find and make issues too, so that none splits. */
    public static final Duration TRANSITION = Duration.ofDays(30);

    private static final int MAX_LENGTH = 50_000;

    private final Audit audit;
    private final CurrentTenant current;
    private final IntakeSql sql;

    GroupingSettings(Audit audit, CurrentTenant current, IntakeSql sql) {
        this.audit = audit;
        this.current = current;
        this.sql = sql;
    }

    @Transactional
    public GroupingChoice of(long project) {
        return sql.grouping(current.id(), Project.get(project).id);
    }

    /** The rules as they would be saved; {@link Refused} says in which lines there is none. */
    public static String checked(String rules) {
        var text = rules == null
                ? ""
                : String.join("\n", rules.lines().map(String::stripTrailing).toList());
        if (text.length() > MAX_LENGTH) {
            throw new Refused("rules", "All rules together have at most " + MAX_LENGTH + " characters");
        }
        try {
            GroupingRules.of(text);
            return text;
        } catch (InvalidRules e) {
            throw new Refused("rules", e.getMessage());
        }
    }

    @Transactional
    public GroupingChoice saveRules(long project, String rules) {
        var found = Project.get(project);
        sql.saveGroupingRules(current.id(), found.id, checked(rules));
        audit.note("project.grouping-rules", found.slug);
        return of(project);
    }

    /** From now on events are grouped by that version; for thirty days the keys of the one before count as well. */
    @Transactional
    public GroupingChoice change(long project, GroupingVersion version) {
        var found = Project.get(project);
        var before = of(project);
        if (before.version() != version) {
            sql.saveGroupingVersion(
                    current.id(),
                    found.id,
                    version.number(),
                    before.version().number(),
                    Instant.now().plus(TRANSITION));
            audit.note("project.grouping-version", found.slug, before.version().number() + " to " + version.number());
        }
        return of(project);
    }
}
