package tocsin.event;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateData;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import tocsin.account.PageAnswer;
import tocsin.account.SignedIn;
import tocsin.config.Settings;
import tocsin.web.Frame;

/** How much disk events take, how much they may, and for how long that will do. */
@Path("/instance/storage")
@Produces(MediaType.TEXT_HTML)
class InstanceStoragePages {

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance storage(Outlook outlook);
    }

    /**
     * @param budget null where there is none
     * @param usual what a day took on average in the last week; 0 when none is over
     * @param holds for how many days the budget will do at that rate; 0 when nobody can tell
     * @param warning empty when all is well
     */
    @TemplateData
    public record Outlook(DiskUse use, int days, Long budget, long usual, long holds, String warning) {

        static Outlook of(DiskUse use, int days, Long budget, LocalDate today, String warning) {
            var usual = use.usual(today);
            var holds = budget == null || usual == 0 ? 0 : Math.max(0, budget - use.kept()) / usual;
            return new Outlook(use, days, budget, usual, holds, warning);
        }

        /** Whether the disk is full before the days are over. */
        public boolean budgetIsFirst() {
            return budget != null && usual > 0 && holds < days;
        }
    }

    private final Frame frame;
    private final RetentionSql sql;
    private final DiskBudget budget;
    private final int days;

    InstanceStoragePages(Frame frame, RetentionSql sql, DiskBudget budget, Settings settings) {
        this.frame = frame;
        this.sql = sql;
        this.budget = budget;
        this.days = settings.eventRetentionDays();
    }

    @GET
    @SignedIn(value = "administrators of the instance; it says nothing of tenants", instanceAdmin = true)
    public Response show() throws SQLException {
        frame.crumb("Instance", "/instance");
        var most = budget.most();
        return PageAnswer.page(Templates.storage(Outlook.of(
                sql.use(),
                days,
                most.isPresent() ? (Long) most.getAsLong() : null,
                LocalDate.now(ZoneOffset.UTC),
                budget.warning().orElse(""))));
    }
}
