package tocsin.project;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;
import tocsin.account.Audit;
import tocsin.account.Refused;
import tocsin.account.Secrets;
import tocsin.filter.FilterJson;
import tocsin.filter.Filters;
import tocsin.scrub.Privacy;
import tocsin.scrub.PrivacyJson;
import tocsin.scrub.Rule;
import tocsin.tenant.CurrentTenant;

/** What a project wants to be done with its events before they are stored. Ingest knows of a change within seconds. */
@ApplicationScoped
public class IntakeSettings {

    private static final int MAX_ENTRIES = 100;
    private static final int MAX_LENGTH = 200;
    private static final int MAX_RULES = 20;

    private final Audit audit;
    private final CurrentTenant current;
    private final IntakeSql sql;

    IntakeSettings(Audit audit, CurrentTenant current, IntakeSql sql) {
        this.audit = audit;
        this.current = current;
        this.sql = sql;
    }

    @Transactional
    public Privacy privacy(long project) {
        var chosen = sql.find(current.id(), Project.get(project).id);
        return PrivacyJson.read(chosen.map(IntakeSql.Chosen::privacy).orElse(null));
    }

    @Transactional
    public Filters filters(long project) {
        var chosen = sql.find(current.id(), Project.get(project).id);
        return FilterJson.read(chosen.map(IntakeSql.Chosen::filters).orElse(null));
    }

    @Transactional
    public Privacy save(long project, Privacy privacy) {
        var found = Project.get(project);
        var checked = checked(privacy, privacy(project).salt());
        sql.savePrivacy(current.id(), found.id, PrivacyJson.write(checked));
        audit.note("project.privacy", found.slug);
        return checked;
    }

    @Transactional
    public Filters save(long project, Filters filters) {
        var found = Project.get(project);
        var checked = checked(filters);
        sql.saveFilters(current.id(), found.id, FilterJson.write(checked));
        audit.note("project.filters", found.slug);
        return checked;
    }

    /** As it would be saved; {@link Refused} says what is wrong with it. */
    public static Privacy checked(Privacy privacy, String salt) {
        var rules = new ArrayList<Rule>();
        for (var rule : privacy.rules()) {
            var expression = rule.expression().strip();
            if (expression.isEmpty()) {
                continue;
            }
            if (expression.length() > 500) {
                throw new Refused("rules", "A rule has at most 500 characters");
            }
            var checked = new Rule(Integer.toString(rules.size() + 1), rule.kind(), expression, rule.action());
            PrivacyJson.problem(checked).ifPresent(problem -> {
                throw new Refused("rules", "“" + expression + "”: " + problem);
            });
            rules.add(checked);
        }
        if (rules.size() > MAX_RULES) {
            throw new Refused("rules", "At most " + MAX_RULES + " rules");
        }
        return new Privacy(
                privacy.on(),
                privacy.defaults(),
                privacy.emails(),
                privacy.addresses(),
                entries("sensitiveFields", privacy.sensitiveFields()),
                entries("safeFields", privacy.safeFields()),
                rules,
                salt.isEmpty() ? Secrets.hex() : salt);
    }

    private static Filters checked(Filters filters) {
        var addresses = entries("addresses", filters.addresses());
        for (var address : addresses) {
            FilterJson.problem(address).ifPresent(problem -> {
                throw new Refused("addresses", problem);
            });
        }
        return new Filters(
                filters.browserExtensions(),
                filters.legacyBrowsers(),
                filters.localhost(),
                filters.crawlers(),
                filters.healthChecks(),
                entries("releases", filters.releases()),
                entries("messages", filters.messages()),
                addresses);
    }

    private static List<String> entries(String field, List<String> sent) {
        var entries = sent.stream()
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .distinct()
                .toList();
        if (entries.size() > MAX_ENTRIES) {
            throw new Refused(field, "At most " + MAX_ENTRIES + " lines");
        }
        if (entries.stream().anyMatch(entry -> entry.length() > MAX_LENGTH)) {
            throw new Refused(field, "At most " + MAX_LENGTH + " characters in a line");
        }
        return entries;
    }
}
