package tocsin.event;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import tocsin.account.Access;
import tocsin.account.Audit;
import tocsin.account.Refused;
import tocsin.account.VisibleProject;
import tocsin.config.Settings;

/** What a project keeps, for how long, and why. */
@ApplicationScoped
class Storage {

    private static final long MOST = 1_000_000_000_000L;

    private final StorageSql sql;
    private final Access access;
    private final Audit audit;
    private final Settings settings;
    private final DiskBudget budget;

    Storage(StorageSql sql, Access access, Audit audit, Settings settings, DiskBudget budget) {
        this.sql = sql;
        this.access = access;
        this.audit = audit;
        this.settings = settings;
        this.budget = budget;
    }

    /**
     * The limits that hold, and what is there. {@code events} is the project's own number, {@code eventsByDefault} the
     * instance's, {@code diskBudget} that of all projects together; each null where there is none.
     */
    @RegisterForReflection
    record Stored(int days, Long events, Long eventsByDefault, Long diskBudget, long kept, List<StoredDay> byDay) {

        public boolean isEmpty() {
            return kept == 0 && byDay.stream().allMatch(day -> day.events() == 0 && day.gone() == 0);
        }
    }

    Stored of(VisibleProject project) {
        var tenant = access.tenant();
        var count = settings.eventRetentionCount();
        return new Stored(
                settings.eventRetentionDays(),
                sql.most(tenant, project.id()).orElse(null),
                count.isPresent() ? (Long) count.getAsLong() : null,
                budget.most().isPresent() ? (Long) budget.most().getAsLong() : null,
                sql.kept(tenant, project.id()),
                sql.stored(tenant, project.id(), LocalDate.now(ZoneOffset.UTC)));
    }

    /** Null for the instance's default. */
    @Transactional
    void keep(VisibleProject project, Long most) {
        if (most != null && (most < 1 || most > MOST)) {
            throw new Refused("events", "A number from 1 to " + MOST);
        }
        sql.most(access.tenant(), project.id(), most);
        audit.note("project.events", project.slug(), most == null ? "as the instance keeps" : "at most " + most);
    }
}
