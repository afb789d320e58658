package tocsin.notice;

import io.quarkus.qute.TemplateData;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.NotFoundException;
import java.util.List;
import tocsin.tenant.CurrentTenant;

/** Which projects a person hears of, in all the organizations that they belong to. */
@ApplicationScoped
class Wishes {

    private final PreferenceSql sql;

    Wishes(PreferenceSql sql) {
        this.sql = sql;
    }

    /** A project and whether its news are mailed. */
    @TemplateData
    @RegisterForReflection
    public record Wish(String slug, String name, boolean wants) {}

    /** An organization with what the person sees there. */
    @TemplateData
    public record Belonging(String slug, String name, List<Wish> projects) {}

    List<Belonging> of(long person) {
        return sql.memberships(person).stream()
                .map(membership -> new Belonging(
                        membership.slug(),
                        membership.name(),
                        CurrentTenant.as(membership.tenant(), () -> wishes(membership.tenant(), person))))
                .filter(belonging -> !belonging.projects().isEmpty())
                .toList();
    }

    private List<Wish> wishes(String tenant, long person) {
        return sql.wishes(tenant, person).stream()
                .map(wish -> new Wish(wish.slug(), wish.name(), wish.wants()))
                .toList();
    }

    /** Whatever the person does not see is not there. */
    void save(long person, String organization, String project, boolean wants) {
        var membership = sql.memberships(person).stream()
                .filter(one -> one.slug().equals(organization))
                .findFirst()
                .orElseThrow(NotFoundException::new);
        CurrentTenant.run(membership.tenant(), () -> {
            var wish = sql.wishes(membership.tenant(), person).stream()
                    .filter(one -> one.slug().equals(project))
                    .findFirst()
                    .orElseThrow(NotFoundException::new);
            sql.save(membership.tenant(), wish.project(), person, wants);
        });
    }
}
