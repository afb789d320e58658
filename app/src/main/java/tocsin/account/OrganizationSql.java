package tocsin.account;

import jakarta.enterprise.context.ApplicationScoped;
import tocsin.tenant.QuerySql;

/** Removes what no foreign key leads to: events lie in partitions of their own. */
@ApplicationScoped
class OrganizationSql {

    private final QuerySql query;

    OrganizationSql(QuerySql query) {
        this.query = query;
    }

    void deleteEvents(String tenant) {
        query.update(tenant, "delete from event where tenant_id = ?");
    }
}
