package tocsin.project;

import jakarta.enterprise.context.ApplicationScoped;
import tocsin.tenant.QuerySql;

/** What was dropped because far more came than usual. */
@ApplicationScoped
public class SpikeNoticeSql {

    private final QuerySql query;

    SpikeNoticeSql(QuerySql query) {
        this.query = query;
    }

    /** In the last 24 hours. */
    public long dropped(String tenant, long project) {
        return query.first(tenant, """
                        select coalesce(sum(quantity), 0) from outcome_hour
                        where tenant_id = ? and project_id = ? and hour > now() - interval '24 hours'
                          and category = 'error' and outcome = 'rate_limited' and reason = 'spike'""", row -> row.getLong(1), project).orElse(0L);
    }
}
